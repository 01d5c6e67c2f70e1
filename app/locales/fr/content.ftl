# Où en sont les contenus, pour les personnes qui s’occupent de Deskside.
admin-pages = Pour les personnes qui s’occupent de Deskside
content-title = Contenus
content-lead = Ce qu’écrit l’administration du portail. Une modification du dossier est prise en compte en quelques secondes, en entier ou pas du tout.
content-since = En vigueur depuis { $time }
content-holds = { $remedies } actions, { $topics } sujets, { $figures } mesures, { $queries } requêtes enregistrées
content-sound = Le contenu du dossier est en vigueur.
content-refused = Le contenu du dossier comporte des erreurs ; le dernier contenu valable reste en vigueur
content-refused-at = Refusé : { $time }
content-remedy = Que faire :
content-upload = Requêtes enregistrées modifiées depuis le démarrage de Deskside
content-upload-lead = Elles s’exécutent telles qu’elles sont enregistrées dans Nexthink. Enregistrez-les aussi là-bas, pour que le dossier et ce qui est demandé concordent.
