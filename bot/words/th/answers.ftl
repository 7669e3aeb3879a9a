# How an answer is framed. The facts inside come from the documents.

answer-as-of = ข้อมูล ณ { $date } ที่มา: { $source } ({ $grade })
answer-undated = ที่มา: { $source } ({ $grade })
answer-as-of-several = ข้อมูล ณ { $date } ที่มา: { $sources }
answer-undated-several = ที่มา: { $sources }
compare-missing = { $title }: เอกสารของเราไม่ได้บอกเรื่องนี้
grade-official = ทางการ
grade-institutional = หน่วยงานนั้นเอง
grade-press = ข่าว
grade-private = เอกชน ไม่ใช่ทางการ
grade-unknown = ยังไม่ได้จัดระดับ
grade-raw = เอกสารดิบ เรายังไม่ได้ตรวจ

caution-expired = ระวัง: ตามเอกสาร หมดช่วงเวลาไปเมื่อ { $date } ถามก่อนว่ายังมีอยู่ไหม
caution-private = ระวัง: ข้อมูลนี้มาจากเอกชน ไม่ใช่ข้อมูลทางการ
label-translated = (เราแปลเอง)
label-original = (ข้อความเป็นภาษา{ $language })
language-en = อังกฤษ
language-hi = ฮินดี
language-gu = คุชราต
language-th = ไทย

no-answer-not_in_documents = เราไม่รู้: เรื่องนี้ไม่มีในเอกสารของเรา
no-answer-out_of_scope = เราไม่รู้: เรารู้แค่เรื่องความช่วยเหลือสำหรับธุรกิจเล็ก ๆ
no-answer-ambiguous = เรายังไม่แน่ใจว่าคุณหมายถึงอะไร ช่วยพิมพ์ชื่อโครงการหรือบอกเพิ่มอีกหน่อย
no-answer-expired = เราไม่มีข้อมูลปัจจุบันเรื่องนี้: ที่มีอยู่หมดเวลาไปแล้ว
no-answer-needs_person = เราตัดสินหรือตรวจดูเรื่องเฉพาะของคุณไม่ได้ ต้องให้คนจริง ๆ ช่วยดู
no-answer-nearest = เรื่องที่ใกล้เคียงที่สุดที่เรารู้: { $title }
no-answer-unchecked = พบในเอกสารดิบที่เรายังไม่ได้ตรวจ:
no-answer-offer = ถ้าต้องการ ให้ทีมงานอ่านคำถามของคุณได้
detail-missing = เอกสารของเราไม่มีข้อมูลส่วนนี้ของ { $title }

clarify = คุณหมายถึงอันไหน
find-scheme = โครงการเหล่านี้อาจเหมาะกับคุณ เลือกหนึ่งอันเพื่ออ่านต่อ:
find-nothing = ยังไม่เจอโครงการที่ตรงชัดเจน ช่วยบอกว่าคุณทำหรือขายอะไร ที่ไหน และต้องการอะไร
