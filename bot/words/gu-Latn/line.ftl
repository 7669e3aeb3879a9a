# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = Source kholo
line-send-location = Location moklo
line-menu = Menu
