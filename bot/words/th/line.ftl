# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = เปิดแหล่งข้อมูล
line-send-location = ส่งตำแหน่งของฉัน
line-menu = เมนู
