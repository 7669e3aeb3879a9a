# Thumbs under an answer, and what is written unasked to those who agreed.

rated = ขอบคุณที่บอก
rated-up = ขอบคุณ ถ้าข้อมูลที่เราให้ไปเปลี่ยน ให้เราเขียนบอกที่นี่ไหม
rated-down = ขอบคุณที่บอก ถ้ามีคำตอบที่ดีกว่านี้ ให้เราเขียนบอกที่นี่ไหม
tell-answer = ได้ เมื่อมีคำตอบ เราจะเขียนบอกที่นี่ ถ้าไม่ต้องการแล้ว พิมพ์ว่า "หยุดส่งข้อความ"
tell-updates = ได้ ถ้าข้อมูลที่เราให้ไปเปลี่ยน เราจะเขียนบอกที่นี่ ถ้าไม่ต้องการแล้ว พิมพ์ว่า "หยุดส่งข้อความ"
tell-no = ได้ เราจะไม่เขียนบอกเรื่องนี้
miss-answered = เมื่อ { $date } คุณถามว่า “{ $question }” ตอนนี้มีคำตอบแล้ว:
correction = เรื่องที่เราบอกคุณเมื่อ { $date } มีการเปลี่ยน: { $title }
correction-before = เดิม: { $fact }
correction-now = ตอนนี้: { $fact }
correction-gone = ไม่มีในเอกสารของเราแล้ว: { $fact }
correction-end = ถ้าไม่ต้องการข้อความแบบนี้อีก พิมพ์ว่า "หยุดส่งข้อความ"
button-good = 👍 มีประโยชน์
button-bad = 👎 ไม่ตรง
button-tell-me = รู้แล้วบอกด้วย
button-yes = ใช่
button-no = ไม่ต้อง
