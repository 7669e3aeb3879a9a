# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = Open the source
line-send-location = Send my location
line-menu = Menu
