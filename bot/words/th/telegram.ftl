# คำที่แสดงเฉพาะบน Telegram คำอธิบายคำสั่งแสดงในเมนู ต้องสั้น

telegram-share-contact = ส่งเบอร์โทรของฉัน
telegram-share-location = ส่งตำแหน่งของฉัน
telegram-group = เราตอบเฉพาะในแชตส่วนตัว เรื่องของคุณจะได้เป็นส่วนตัว กดที่ชื่อของเราแล้วพิมพ์มาที่นั่น
telegram-inline-hint = ถามเราในแชตส่วนตัว
telegram-inline-none = ไม่พบข้อมูล ลองถามในแชตส่วนตัว
telegram-paper-kept = เก็บไฟล์ "{ $name }" แล้ว ข้อมูลจะไม่เปลี่ยนจนกว่าจะตรวจและคุณอนุมัติ
telegram-paper-too-large = ไฟล์ "{ $name }" ใหญ่เกินไป รับได้ไม่เกิน { $limit } MB ยังไม่ได้เก็บอะไรไว้ โปรดแบ่งส่งเป็นส่วน
telegram-paper-kind = เราอ่านไฟล์ "{ $name }" ไม่ได้ โปรดส่ง PDF, Word, Excel, CSV, HTML หรือข้อความธรรมดา ยังไม่ได้เก็บอะไรไว้
telegram-paper-lost = ดึงไฟล์ "{ $name }" จาก Telegram ไม่ได้ ยังไม่ได้เก็บอะไรไว้ โปรดส่งใหม่อีกครั้ง
telegram-about = โครงการของรัฐสำหรับธุรกิจขนาดเล็ก ตอบพร้อมแหล่งที่มาและวันที่
telegram-description =
    ถามเรื่องโครงการของรัฐสำหรับธุรกิจขนาดเล็กได้ ทุกคำตอบมีแหล่งที่มาและวันที่ ถ้าเอกสารไม่ได้บอกไว้ เราจะบอกตรง ๆ และส่งเรื่องให้ทีมงาน
    พิมพ์ตามที่คุณพูดได้เลย เป็นภาษาไทย อังกฤษ ฮินดี หรือคุชราต
telegram-command-start = เริ่ม
telegram-command-find = หาโครงการที่เหมาะกับงาน
telegram-command-person = คุยกับทีมงาน
telegram-command-status = เรื่องของฉันถึงไหนแล้ว
telegram-command-language = เปลี่ยนภาษา
telegram-command-help = เราช่วยอะไรได้บ้าง
telegram-command-cancel = หยุดเรื่องที่ทำอยู่
telegram-command-stop = ไม่ต้องส่งข้อความมาอีก
telegram-command-delete = ลบข้อมูลของฉัน
