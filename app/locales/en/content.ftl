# How the content stands, for whoever looks after Deskside.
admin-pages = For those who look after Deskside
content-title = Content
content-lead = What the portal admin writes. A change of the folder is taken within a few seconds, all of it or nothing.
content-since = In force since { $time }
content-holds = { $remedies } remedies, { $topics } topics, { $figures } figures, { $queries } saved queries
content-sound = What is in the folder is what is in force.
content-refused = What is in the folder is not sound, so the last good content stays in force
content-refused-at = Refused at { $time }
content-remedy = What to do:
content-upload = Saved queries that have changed since Deskside started
content-upload-lead = They run as they are saved in Nexthink. Save them there, too, and what is in the folder and what is asked agree.
