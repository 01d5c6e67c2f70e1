# Quand un appareil se signale, redemander, prévoir pour plus tard, et un appareil silencieux.
check-again = Vérifier de nouveau
check-again-working = Nexthink est interrogé…
check-again-broke = La connexion a été coupée ; nous ne savons donc pas si Nexthink a été interrogé. Appuyez encore une fois.
check-reported = Cet appareil s’est signalé { $age }.
check-next = Son prochain rapport est attendu vers { $time }.
check-next-due = Son prochain rapport est imminent.
check-learnt = Il se signale environ toutes les { $duration }.
check-usual = Ici, les appareils se signalent d’habitude toutes les { $duration }.
check-rhythm-unknown = On ne sait pas encore à quel rythme il se signale. Nexthink n’aura de valeurs plus récentes qu’après son prochain rapport.
check-offline = Il se signalera quand il sera allumé et connecté. D’ici là, Nexthink n’a pas de valeurs plus récentes.
check-hold-asking = Nexthink est interrogé en ce moment.
check-hold-just = Nexthink vient d’être interrogé. De nouveau possible à partir de { $time }.
check-hold-budget = Nexthink ne peut pas être interrogé plus souvent pour l’instant. De nouveau possible à partir de { $time }.
notice-title-check = Il n’y a pas de nouvelles valeurs.
notice-just-asked = Nexthink vient d’être interrogé. Vous voyez sa réponse ; réessayez dans une demi-minute.
notice-budget = Nexthink ne peut pas être interrogé plus souvent pour l’instant. Vous voyez ce qui est connu ; réessayez dans quelques minutes.
notice-no-answer = Nexthink n’a pas répondu. Ce que vous voyez a le même âge qu’avant ; réessayez dans quelques minutes.
later-label = Quand
later-now = Maintenant
later-hours =
    { $n ->
        [one] Dans une heure
       *[other] Dans { $n } heures
    }
later-minutes = Dans { $n } minutes
state-planned = Prévu
headline-planned = Prévu, début : { $time }
note-planned = L’action est conservée ici et envoyée à ce moment-là, si elle vous est encore proposée sur cet appareil. Vous pouvez la retirer jusque-là.
planned-starts = Début : { $time }
step-planned = Attendre l’heure prévue
reason-planned = Prévu sur cet appareil, début : { $time }.
reason-see = Voir
notice-planned = C’est déjà prévu sur cet appareil.
notice-not-then = Impossible de le prévoir pour ce moment. Rechargez la page et choisissez de nouveau.
diagnosis-planned = { $remedy } : prévu
failure-withdrawn = Le moment venu, l’action ne vous était plus proposée sur cet appareil ; rien n’a donc été exécuté.
failure-withdrawn-next = La page de votre appareil indique ce qui est proposé maintenant. Si vous en avez besoin, demandez à l’informatique.
failure-not-theirs = Le moment venu, Nexthink ne désignait plus cet appareil comme le vôtre ; rien n’a donc été exécuté.
failure-not-theirs-next = S’il est à vous, ouvrez une session sur l’appareil, attendez son prochain rapport et relancez l’action.
failure-not-needed = Le moment venu, d’après les mesures, ce n’était plus nécessaire ; rien n’a donc été exécuté.
failure-not-needed-next = Vous n’avez rien à faire. Si cela vous gêne encore, confiez-le à l’informatique.
device-choose-this = Commencer par cet appareil
device-chosen = Deskside commence par cet appareil quand vous faites vérifier quelque chose.
unseen = { $device } ne s’est pas signalé depuis { $days }.
unseen-do = Ce que vous voyez date d’avant. Allumez-le et connectez-le au réseau ; hors du bureau, au VPN également. S’il est utilisé et que ce message reste, confiez-le à l’informatique.
unseen-card = Il ne s’est pas signalé depuis des jours : allumez-le et connectez-le.
trouble-again = Prochaine demande : { $time }.
diagnosis-not-theirs = { $device } ne fait plus partie de vos appareils ; rien de nouveau n’est donc examiné. Revenez en arrière et choisissez un autre appareil ; s’il est à vous, prévenez l’informatique.
problem-throttled = Nexthink ne peut pas être interrogé plus souvent
problem-throttled-means = Il a été interrogé autant que permis pour l’instant, et rien n’est encore connu que cette page puisse montrer.
problem-throttled-do = Laissez cette page ouverte : elle redemande d’elle-même dès que c’est permis. Ce qui a été lancé continue entre-temps.
