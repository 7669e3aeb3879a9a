# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = Source kholiye
line-send-location = Location bhejiye
line-menu = Menu
