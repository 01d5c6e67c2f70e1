# Was auf jeder Seite steht.
brand = Deskside
tagline = Ihre Geräte und was ihnen hilft
skip-to-content = Zum Inhalt springen
nav-label = Hauptnavigation
nav-home = Übersicht
nav-history = Verlauf
sign-out = Abmelden
language-label = Sprache
session-over = Ihre Sitzung ist beendet. Was Sie sehen, ist vielleicht nicht mehr aktuell.
sign-in-again = Wieder anmelden
polling = Live-Aktualisierungen kommen hier nicht durch, deshalb fragt diese Seite alle 5 Sekunden nach.
offline = Diese Seite erreicht Deskside nicht. Sie versucht es weiter.
copied = Kopiert
