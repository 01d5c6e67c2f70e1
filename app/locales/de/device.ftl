# Wann sich ein Gerät meldet, neu fragen, für später planen, und ein Gerät, das schweigt.
check-again = Erneut prüfen
check-again-working = Nexthink wird gefragt …
check-again-broke = Die Verbindung ist abgebrochen, deshalb wissen wir nicht, ob Nexthink gefragt wurde. Drücken Sie noch einmal.
check-reported = Dieses Gerät hat sich { $age } gemeldet.
check-next = Die nächste Meldung wird gegen { $time } erwartet.
check-next-due = Die nächste Meldung ist fällig.
check-learnt = Es meldet sich etwa alle { $duration }.
check-usual = Geräte melden sich hier gewöhnlich alle { $duration }.
check-rhythm-unknown = Wie oft es sich meldet, ist noch nicht bekannt. Neuere Werte hat Nexthink erst nach seiner nächsten Meldung.
check-offline = Es meldet sich wieder, wenn es eingeschaltet und verbunden ist. Bis dahin hat Nexthink keine neueren Werte.
check-hold-asking = Nexthink wird gerade gefragt.
check-hold-just = Nexthink wurde eben erst gefragt. Sie können wieder fragen ab { $time }.
check-hold-budget = Nexthink darf zurzeit nicht öfter gefragt werden. Sie können wieder fragen ab { $time }.
notice-title-check = Es gibt keine neuen Werte.
notice-just-asked = Nexthink wurde eben erst gefragt. Sie sehen, was es geantwortet hat; versuchen Sie es in einer halben Minute noch einmal.
notice-budget = Nexthink darf zurzeit nicht öfter gefragt werden. Sie sehen, was bekannt ist; versuchen Sie es in einigen Minuten noch einmal.
notice-no-answer = Nexthink hat nicht geantwortet. Was Sie sehen, ist so alt wie zuvor; versuchen Sie es in einigen Minuten noch einmal.
later-label = Wann
later-now = Jetzt
later-hours =
    { $n ->
        [one] In einer Stunde
       *[other] In { $n } Stunden
    }
later-minutes = In { $n } Minuten
state-planned = Geplant
headline-planned = Geplant für { $time }
note-planned = Es wird hier aufbewahrt und dann gesendet, wenn es Ihnen auf diesem Gerät noch angeboten wird. Bis dahin können Sie es zurücknehmen.
planned-starts = Start: { $time }
step-planned = Warten, bis es Zeit ist
reason-planned = Auf diesem Gerät geplant für { $time }.
reason-see = Ansehen
notice-planned = Es ist auf diesem Gerät schon geplant.
notice-not-then = Für diesen Zeitpunkt lässt es sich nicht planen. Laden Sie die Seite neu und wählen Sie noch einmal.
diagnosis-planned = { $remedy }: geplant
failure-withdrawn = Als es so weit war, wurde es Ihnen auf diesem Gerät nicht mehr angeboten. Deshalb lief nichts.
failure-withdrawn-next = Auf der Seite Ihres Geräts steht, was jetzt angeboten wird. Wenn Sie es brauchen, fragen Sie die IT.
failure-not-theirs = Als es so weit war, nannte Nexthink dieses Gerät nicht mehr als Ihres. Deshalb lief nichts.
failure-not-theirs-next = Wenn es Ihres ist, melden Sie sich am Gerät an, warten Sie seine nächste Meldung ab und starten Sie es noch einmal.
failure-not-needed = Als es so weit war, war es nach den Messwerten nicht mehr nötig. Deshalb lief nichts.
failure-not-needed-next = Sie brauchen nichts zu tun. Wenn es Sie noch stört, übergeben Sie es der IT.
device-choose-this = Mit diesem Gerät beginnen
device-chosen = Deskside beginnt mit diesem Gerät, wenn Sie etwas prüfen lassen.
unseen = { $device } hat sich seit { $days } nicht gemeldet.
unseen-do = Was Sie sehen, ist von vorher. Schalten Sie es ein und verbinden Sie es mit dem Netzwerk, außerhalb des Büros auch mit dem VPN. Wenn es in Gebrauch ist und das hier stehen bleibt, übergeben Sie es der IT.
unseen-card = Es hat sich seit Tagen nicht gemeldet: Schalten Sie es ein und verbinden Sie es.
trouble-again = Nächste Anfrage: { $time }.
diagnosis-not-theirs = { $device } ist nicht mehr unter Ihren Geräten, deshalb wird nichts Neues geprüft. Gehen Sie zurück und wählen Sie ein anderes Gerät; wenn es Ihres ist, sagen Sie der IT Bescheid.
problem-throttled = Nexthink darf nicht öfter gefragt werden
problem-throttled-means = Es wurde fürs Erste so oft gefragt, wie es erlaubt ist, und es ist noch nichts bekannt, was diese Seite zeigen könnte.
problem-throttled-do = Lassen Sie diese Seite offen: Sie fragt von selbst wieder, sobald es erlaubt ist. Gestartete Hilfen laufen inzwischen weiter.
