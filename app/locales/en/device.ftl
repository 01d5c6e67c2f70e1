# A device's reports, asking again, planning for later, and a device that is silent.
check-again = Check again
check-again-working = Asking Nexthink…
check-again-broke = The connection broke, so we do not know whether Nexthink was asked. Press again.
check-reported = This device reported { $age }.
check-next = Its next report is expected at about { $time }.
check-next-due = Its next report is due.
check-learnt = It reports about every { $duration }.
check-usual = Devices here usually report every { $duration }.
check-rhythm-unknown = How often it reports is not known yet. Nexthink has newer figures only after its next report.
check-offline = It reports again when it is switched on and connected. Until then, Nexthink has no newer figures.
check-hold-asking = Nexthink is being asked at this moment.
check-hold-just = Nexthink was asked just now. You can ask again from { $time }.
check-hold-budget = Nexthink may not be asked more often at the moment. You can ask again from { $time }.
notice-title-check = There are no new figures.
notice-just-asked = Nexthink was asked just now. What you see is what it said; try again in half a minute.
notice-budget = Nexthink may not be asked more often at the moment. What you see is what is known; try again in a few minutes.
notice-no-answer = Nexthink did not answer. What you see is as old as before; try again in a few minutes.
later-label = When
later-now = Now
later-hours =
    { $n ->
        [one] In one hour
       *[other] In { $n } hours
    }
later-minutes = In { $n } minutes
state-planned = Planned
headline-planned = Planned: starts at { $time }
note-planned = It is kept here and sent then, if it is still offered to you on this device. You can take it back until then.
planned-starts = Starts at { $time }
step-planned = Wait until it is time
reason-planned = Planned on this device: it starts at { $time }.
reason-see = See it
notice-planned = It is planned on this device already.
notice-not-then = It cannot be planned for then. Load the page again and choose once more.
diagnosis-planned = { $remedy }: planned
failure-withdrawn = When its time came, it was not offered to you on this device any more, so nothing ran.
failure-withdrawn-next = Look on the page of your device for what is offered now. If you need it, ask IT.
failure-not-theirs = When its time came, Nexthink did not name this device as yours any more, so nothing ran.
failure-not-theirs-next = If it is yours, sign in on the device, wait for its next report, and start it again.
failure-not-needed = When its time came, the figures said that it was not needed any more, so nothing ran.
failure-not-needed-next = There is nothing to do. If it still troubles you, hand it over to IT.
device-choose-this = Start with this device
device-chosen = Deskside starts with this device when you look at something.
unseen = { $device } has not reported for { $days }.
unseen-do = What you see is from before. Switch it on and connect it to the network; outside the office, to the VPN, too. If it is in use and this stays here, hand it over to IT.
unseen-card = It has not reported for days: switch it on and connect it.
trouble-again = It is asked again at { $time }.
diagnosis-not-theirs = { $device } is not among your devices any more, so nothing new is looked at. Go back and choose another device; if it is yours, tell IT.
problem-throttled = Nexthink may not be asked more often
problem-throttled-means = It has been asked as often as it may for now, and nothing is known yet that this page could show.
problem-throttled-do = Leave this page open: it asks again by itself as soon as it may. Fixes that were started go on meanwhile.
