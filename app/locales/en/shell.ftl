# What stands on every page.
brand = Deskside
tagline = Your devices, and what helps them
skip-to-content = Skip to content
nav-label = Main
nav-home = Overview
nav-history = History
sign-out = Sign out
language-label = Language
# The browser shows these; they travel as attributes of the page.
session-over = Your session has ended. What you see may be out of date.
sign-in-again = Sign in again
polling = Live updates do not come through here, so this page asks every 5 seconds.
offline = This page cannot reach Deskside. It keeps trying.
copied = Copied
