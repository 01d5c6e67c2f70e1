# Ce qui figure sur chaque page.
brand = Deskside
tagline = Vos appareils et ce qui les aide
skip-to-content = Aller au contenu
nav-label = Navigation principale
nav-home = Aperçu
nav-history = Historique
sign-out = Se déconnecter
language-label = Langue
session-over = Votre session est terminée. Ce que vous voyez n’est peut-être plus à jour.
sign-in-again = Se reconnecter
polling = Les mises à jour en direct n’arrivent pas ici ; cette page interroge toutes les 5 secondes.
offline = Cette page n’arrive pas à joindre Deskside. Elle continue d’essayer.
copied = Copié
