# Labels of the web chat page.

web-title = Sahayak: ผู้ช่วยธุรกิจเล็ก ๆ
web-intro = คำตอบจากเอกสารทางการของโครงการ พร้อมที่มาและวันที่
web-conversation = บทสนทนา
web-input = พิมพ์คำถามของคุณ
web-send = ส่ง
web-typing = Sahayak กำลังพิมพ์ …
web-you = คุณ
web-assistant = ผู้ช่วย Sahayak
web-language = ภาษา
web-offline = สัญญาณเน็ตหลุด ข้อความของคุณเก็บไว้แล้ว จะส่งให้เมื่อเน็ตกลับมา
web-refused = ข้อความนี้ยังไม่ได้ส่ง
web-retry = ส่งอีกครั้ง
