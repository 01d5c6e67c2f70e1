# The overview and the devices.
home-title = Overview
home-well-one = All is well with { $device }.
home-well-many = All is well with your devices.
home-well-more = Nothing needs you today.
home-asking = We are asking Nexthink about your devices.
home-asking-more = This takes a few seconds. The page fills in by itself.
home-no-device = We found no device of yours.
home-no-device-more = Nexthink does not know a device that you used in the last 30 days. Give IT the name of your device and ask them to check that Nexthink runs on it and knows you as its user.
home-not-known = We do not know yet how your devices are.
home-not-known-more = Nothing has been measured, or Nexthink has not answered. The page fills in by itself.
home-some = Some things could be better.
home-rest-fine = Everything else looks fine.
home-rest-more =
    { $n ->
        [one] One more thing could be better.
       *[other] { $n } more things could be better.
    }
devices-heading = Your devices
open-heading = Under way
recent-heading = Recent fixes
recent-all = All fixes
no-runs = You have not run a fix yet.
device-online = Online
device-offline = Offline
device-seen = last seen { $age }
device-no-figures = Nothing measured yet.
device-choose = Device
device-well = Nothing needs you on this device.
device-asking = We are asking Nexthink about this device.
device-runs = What ran on this device
kind-laptop = Laptop
kind-desktop = Desktop
kind-virtual = Virtual desktop
kind-other = Device
score-parts = What it is made of
suggested = This helps
pending = Fresh figures are on their way.
trouble-silent = Nexthink has not answered since { $time }.
trouble-throttled = Nexthink has been asked as often as it may since { $time }.
trouble-refused = Nexthink has refused our questions since { $time }.
trouble-broken = Nexthink’s answers have made no sense since { $time }.
trouble-known = You see what was known { $age }.
trouble-nothing = So there is nothing to show yet.
trouble-kept = Fixes you start now are kept and sent as soon as it answers.
trouble-tell = Waiting does not help here: please tell IT.
badge-troubles =
    { $n ->
        [one] One thing to look at
       *[other] { $n } things to look at
    }
remedy-device = Everything about { $device }
