# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = સોર્સ ખોલો
line-send-location = મારું લોકેશન મોકલો
line-menu = મેનુ
