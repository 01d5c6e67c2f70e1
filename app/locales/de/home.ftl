# Die Übersicht und die Geräte.
home-title = Übersicht
home-well-one = Mit { $device } ist alles in Ordnung.
home-well-many = Mit Ihren Geräten ist alles in Ordnung.
home-well-more = Heute brauchen Sie nichts zu tun.
home-asking = Wir fragen Nexthink nach Ihren Geräten.
home-asking-more = Das dauert einige Sekunden. Die Seite füllt sich von selbst.
home-no-device = Wir haben kein Gerät von Ihnen gefunden.
home-no-device-more = Nexthink kennt kein Gerät, das Sie in den letzten 30 Tagen benutzt haben. Nennen Sie der IT den Namen Ihres Geräts und bitten Sie sie zu prüfen, ob Nexthink darauf läuft und Sie als Benutzer kennt.
home-not-known = Wir wissen noch nicht, wie es Ihren Geräten geht.
home-not-known-more = Es wurde noch nichts gemessen, oder Nexthink hat nicht geantwortet. Die Seite füllt sich von selbst.
home-some = Einiges könnte besser sein.
home-rest-fine = Alles andere sieht gut aus.
home-rest-more =
    { $n ->
        [one] Noch etwas könnte besser sein.
       *[other] Noch { $n } Dinge könnten besser sein.
    }
devices-heading = Ihre Geräte
open-heading = Läuft gerade
recent-heading = Letzte Hilfen
recent-all = Alle anzeigen
no-runs = Sie haben noch keine Hilfe gestartet.
device-online = Online
device-offline = Offline
device-seen = zuletzt gesehen { $age }
device-no-figures = Noch nichts gemessen.
device-choose = Gerät
device-well = Auf diesem Gerät brauchen Sie nichts zu tun.
device-asking = Wir fragen Nexthink nach diesem Gerät.
device-runs = Was auf diesem Gerät lief
kind-laptop = Laptop
kind-desktop = Arbeitsplatzrechner
kind-virtual = Virtueller Arbeitsplatz
kind-other = Gerät
score-parts = Woraus er sich zusammensetzt
suggested = Das hilft
pending = Neue Werte sind unterwegs.
trouble-silent = Nexthink antwortet nicht seit { $time }.
trouble-throttled = Nexthink wird so oft gefragt, wie es erlaubt ist, seit { $time }.
trouble-refused = Nexthink weist unsere Anfragen ab seit { $time }.
trouble-broken = Die Antworten von Nexthink sind unverständlich seit { $time }.
trouble-known = Sie sehen, was { $age } bekannt war.
trouble-nothing = Deshalb gibt es noch nichts zu zeigen.
trouble-kept = Was Sie jetzt starten, wird aufbewahrt und gesendet, sobald es antwortet.
trouble-tell = Warten hilft hier nicht: Bitte sagen Sie der IT Bescheid.
badge-troubles =
    { $n ->
        [one] Eine Sache könnte besser sein
       *[other] { $n } Dinge könnten besser sein
    }
remedy-device = Alles über { $device }
