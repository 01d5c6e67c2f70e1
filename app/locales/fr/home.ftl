# L’aperçu et les appareils.
home-title = Aperçu
home-well-one = Tout va bien avec { $device }.
home-well-many = Tout va bien avec vos appareils.
home-well-more = Vous n’avez rien à faire aujourd’hui.
home-asking = Nous interrogeons Nexthink sur vos appareils.
home-asking-more = Cela prend quelques secondes. La page se remplit d’elle-même.
home-no-device = Nous n’avons trouvé aucun appareil à vous.
home-no-device-more = Nexthink ne connaît aucun appareil que vous ayez utilisé ces 30 derniers jours. Donnez à l’informatique le nom de votre appareil et demandez-lui de vérifier que Nexthink y fonctionne et vous connaît comme utilisateur.
home-not-known = Nous ne savons pas encore comment vont vos appareils.
home-not-known-more = Rien n’a été mesuré, ou Nexthink n’a pas répondu. La page se remplit d’elle-même.
home-some = Certaines choses pourraient aller mieux.
home-rest-fine = Tout le reste va bien.
home-rest-more =
    { $n ->
        [one] Une autre chose pourrait aller mieux.
       *[other] { $n } autres choses pourraient aller mieux.
    }
devices-heading = Vos appareils
open-heading = En cours
recent-heading = Dernières actions
recent-all = Tout voir
no-runs = Vous n’avez encore lancé aucune action.
device-online = En ligne
device-offline = Hors ligne
device-seen = vu { $age }
device-no-figures = Rien de mesuré pour l’instant.
device-choose = Appareil
device-well = Vous n’avez rien à faire sur cet appareil.
device-asking = Nous interrogeons Nexthink sur cet appareil.
device-runs = Ce qui s’est exécuté sur cet appareil
kind-laptop = Ordinateur portable
kind-desktop = Ordinateur de bureau
kind-virtual = Bureau virtuel
kind-other = Appareil
score-parts = De quoi il se compose
suggested = Ce qui aide
pending = De nouvelles valeurs arrivent.
trouble-silent = Nexthink ne répond plus depuis { $time }.
trouble-throttled = Nexthink est interrogé autant que permis depuis { $time }.
trouble-refused = Nexthink refuse nos demandes depuis { $time }.
trouble-broken = Les réponses de Nexthink sont incompréhensibles depuis { $time }.
trouble-known = Vous voyez ce qui était connu { $age }.
trouble-nothing = Il n’y a donc rien à montrer pour l’instant.
trouble-kept = Ce que vous lancez maintenant est conservé et envoyé dès qu’il répond.
trouble-tell = Attendre ne sert à rien ici : prévenez l’informatique.
badge-troubles =
    { $n ->
        [one] Une chose à regarder
       *[other] { $n } choses à regarder
    }
remedy-device = Tout sur { $device }
