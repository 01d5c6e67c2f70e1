# Wie es um die Inhalte steht, für alle, die sich um Deskside kümmern.
admin-pages = Für alle, die sich um Deskside kümmern
content-title = Inhalte
content-lead = Was die Portal-Verwaltung schreibt. Eine Änderung des Ordners wird innerhalb weniger Sekunden übernommen, ganz oder gar nicht.
content-since = In Kraft seit { $time }
content-holds = { $remedies } Hilfen, { $topics } Themen, { $figures } Werte, { $queries } gespeicherte Abfragen
content-sound = Was im Ordner steht, ist in Kraft.
content-refused = Was im Ordner steht, ist nicht fehlerfrei; die letzten fehlerfreien Inhalte bleiben in Kraft
content-refused-at = Abgelehnt: { $time }
content-remedy = Was zu tun ist:
content-upload = Gespeicherte Abfragen, die sich seit dem Start von Deskside geändert haben
content-upload-lead = Sie laufen so, wie sie in Nexthink gespeichert sind. Speichern Sie sie auch dort, damit der Ordner und das, was abgefragt wird, übereinstimmen.
