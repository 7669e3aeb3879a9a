# โต๊ะช่วยเหลือ: คำถามรับเรื่อง เรื่องที่เปิด และความคืบหน้า อ่านบนโทรศัพท์ราคาประหยัด บรรทัดสั้น ๆ

intake-which-desk = ต้องการติดต่อโต๊ะช่วยเหลือของประเทศไหน
programme-in-msme = อินเดีย
programme-th-ssrc = ไทย
intake-opening =
    จะถามทีละข้อ แล้วเปิดเรื่องให้เจ้าหน้าที่ดูแล
    ทุกข้อพิมพ์ได้ว่า: ข้าม ย้อนกลับ ทำไม ยกเลิก ระหว่างนี้ถามเรื่องอื่นได้ด้วย
intake-consult = ระหว่างนี้ปรึกษาที่นี่ได้ทันที:
intake-again = เคยเริ่มไว้แล้ว คำตอบเดิมยังอยู่ ทำต่อจากที่ค้างไว้
intake-restarted = เริ่มใหม่ตั้งแต่ต้น
intake-cancel = หยุดแล้ว ยังไม่ได้ส่งอะไร คำตอบยังเก็บไว้จนกว่าจะตัดสินใจ
intake-later = ได้ ไว้ทีหลัง คำตอบยังเก็บไว้ พร้อมเมื่อไรกดปุ่มหรือพิมพ์ "ทำเรื่องต่อ"
intake-forgotten = ลบคำตอบแล้ว ไม่ได้ส่งอะไรออกไป
intake-refused = ถ้าอย่างนั้นจะไม่ถามและไม่เก็บอะไร ยังตอบคำถามได้ และฝากข้อความถึงเจ้าหน้าที่ได้
intake-gone = ชุดคำถามนี้ปิดไปแล้ว เปิดเรื่องใหม่ได้
intake-nothing-before = นี่คือข้อแรก
intake-doubt = คุณพิมพ์ว่า "{ $typed }" ถ้านี่คือคำตอบจริง ๆ ให้พิมพ์ว่า ใช่ หรือกดปุ่ม ถ้าไม่ใช่ โปรดตอบคำถาม
intake-cannot-skip = ข้อนี้จำเป็น ถ้าไม่มีจะช่วยไม่ได้
intake-not-ready = ยังขาดคำตอบที่จำเป็น ที่ให้ไว้แล้วไม่หาย
intake-not-given-yet = ยังไม่ถึงข้อนั้น เดี๋ยวจะถาม
intake-code = ถ้าจะทำต่อในแอปหรือเครื่องอื่น ให้พิมพ์รหัสนี้ที่นั่นภายในหนึ่งวัน: { $code } ใช้ได้ครั้งเดียว
intake-wrong-code = รหัสนี้ใช้ไม่ได้: ใช้ไปแล้ว เกินหนึ่งวัน หรือพิมพ์ผิด ขอรหัสใหม่จากที่เริ่มไว้
intake-moved = คำตอบมาอยู่ที่นี่แล้ว ทำต่อได้
intake-moved-away = คำตอบย้ายไปอยู่ในแอปที่พิมพ์รหัสแล้ว ที่นี่จะไม่แสดงอีก เปิดเรื่องใหม่ที่นี่ได้
intake-heard =
    ขอบคุณที่เล่าให้ฟัง เราอ่านแล้ว ถ้ายินยอม เราจะจดตามคำของคุณลงในเรื่องที่เปิดให้ ไม่ต้องพิมพ์ซ้ำ และแก้ได้ตอนท้าย
    ถ้ายังไม่ยินยอม จะไม่จดอะไรลงในเรื่อง
intake-noted = ขอบคุณ จดเพิ่มลงในเรื่องตามคำของคุณแล้ว แก้ได้ตอนท้าย
intake-greeted = สวัสดี มาทำเรื่องของคุณต่อกัน
intake-thanked = ยินดีเสมอ เมื่อกี้เราถามข้อนี้:
intake-place = ({ $place }/{ $places })
intake-given = ที่ให้ไว้: { $value }
intake-summary = โปรดตรวจดู:
intake-summary-end = ถูกต้องหมดไหม กดส่ง หรือเลือกข้อที่จะแก้
answer-cut = ข้อความยาวไป เก็บไว้เฉพาะช่วงต้น

case-opened = เปิดเรื่องแล้ว หมายเลข: { $reference } โปรดจดไว้
case-opened-agencies = หน่วยงานที่แนะนำ: { $agencies } เจ้าหน้าที่จะตรวจก่อนส่งเรื่อง
case-opened-due = จะได้ข่าวจากโต๊ะช่วยเหลือภายใน { $due }
case-opened-end = ถามได้ทุกเมื่อว่า "เรื่องของฉันถึงไหนแล้ว"

ask-consent =
    ขออนุญาตจดชื่อ กิจการ เบอร์โทร และสิ่งที่ต้องการ เพื่อให้โต๊ะช่วยเหลือดูแลเรื่อง และส่งเท่าที่จำเป็นให้หน่วยงานที่ช่วยได้ ได้ไหม
    ขอให้ลบทั้งหมดได้ทุกเมื่อ
ask-name = ชื่ออะไร
ask-enterprise = กิจการชื่ออะไร
ask-region =
    { $programme ->
        [th-ssrc] อยู่จังหวัดไหน
       *[other] อยู่รัฐไหน
    }
ask-district = อยู่อำเภอหรือเมืองไหน
ask-sector = เป็นกิจการประเภทไหน
ask-needs = ต้องการความช่วยเหลือเรื่องอะไร กดได้หลายข้อ แล้วกดเสร็จ หรือพิมพ์ก็ได้
ask-description = เล่าด้วยคำของคุณเองว่าเกิดอะไรขึ้น หรือวางแผนอะไรไว้
ask-trading = ตอนนี้ค้าขายเป็นอย่างไร
ask-loan = มีเงินกู้ไหม ผ่อนเป็นอย่างไร
ask-orders = มีออเดอร์หรือลูกค้าไหม
ask-age = เปิดกิจการมานานเท่าไร
ask-turnover = ขายได้ปีละประมาณเท่าไร
ask-registration =
    { $programme ->
        [th-ssrc] เลขทะเบียน 13 หลักของกิจการคืออะไร ถ้าไม่มีให้ข้าม
       *[other] เลข Udyam คืออะไร เช่น UDYAM-GJ-01-0000000 ถ้าไม่มีให้ข้าม
    }
ask-phone = ติดต่อได้ที่เบอร์ไหน
ask-contact-time = สะดวกให้โทรเวลาไหน

why-consent = ตามกฎหมายและมารยาท ต้องขออนุญาตก่อนจดข้อมูลของคุณ
why-name = เพื่อให้คนที่โทรไปรู้ว่าจะขอคุยกับใคร
why-enterprise = เพื่อให้หน่วยงานหากิจการของคุณพบ
why-region = หน่วยงานและโครงการต่างกันไปในแต่ละพื้นที่
why-district = เพื่อหาสำนักงานที่ใกล้ที่สุด
why-sector = ความช่วยเหลือบางอย่างมีเฉพาะบางประเภทกิจการ
why-needs = ใช้ตัดสินว่าจะส่งเรื่องไปหน่วยงานไหน
why-description = คำของคุณเองช่วยให้เจ้าหน้าที่เข้าใจเรื่องได้ดีกว่า หน่วยงานที่ส่งเรื่องไปอาจได้อ่านด้วย
why-trading = ช่วยให้เห็นว่าควรช่วยเรื่องเงิน คำแนะนำ หรือเริ่มใหม่
why-loan = สิ่งที่ทำได้ขึ้นกับว่าค้างผ่อนนานแค่ไหน
why-orders = กิจการที่มีออเดอร์ต้องการความช่วยเหลือต่างจากที่ไม่มี
why-age = บางอย่างช่วยกิจการใหม่ บางอย่างช่วยกิจการเก่า
why-turnover = วงเงินของโครงการขึ้นกับขนาด ตัวเลขคร่าว ๆ ก็พอ
why-registration = มีแล้วหน่วยงานหาข้อมูลได้เร็วขึ้น แต่ไม่มีก็เปิดเรื่องได้
why-phone = โต๊ะช่วยเหลือต้องติดต่อคุณได้ และให้แก่หน่วยงานที่ส่งเรื่องของคุณไป ส่วนคนอื่นให้ต่อเมื่อคุณยินยอม
why-contact-time = จะได้ไม่โทรตอนคุณทำงาน

label-name = ชื่อ
label-enterprise = กิจการ
label-region = จังหวัดหรือรัฐ
label-district = อำเภอหรือเมือง
label-sector = ประเภทกิจการ
label-needs = เรื่องที่ขอให้ช่วย
label-description = คำบอกเล่า
label-trading = การค้าตอนนี้
label-loan = เงินกู้
label-orders = ออเดอร์
label-age = อายุกิจการ
label-turnover = ยอดขายต่อปี
label-registration = เลขทะเบียน
label-phone = โทรศัพท์
label-contact-time = เวลาที่สะดวก

bad-empty = ไม่ได้รับข้อความ โปรดตอบสั้น ๆ
bad-choice = ปุ่มนี้ไม่ใช่ของข้อนี้
bad-consent = ยินยอม หรือ ไม่ เราถามก่อนจดอะไรลงในเรื่องเสมอ
bad-name = ขอชื่อเป็นตัวอักษร
bad-enterprise = ขอชื่อกิจการเป็นตัวอักษรหรือตัวเลข
bad-region =
    ไม่รู้จักที่นี่ โปรดพิมพ์เฉพาะชื่อจังหวัดหรือรัฐ เช่น ขอนแก่น
bad-description = โปรดเล่าสั้น ๆ
bad-needs = ไม่เข้าใจว่าต้องการให้ช่วยเรื่องใด กดปุ่ม หรือพิมพ์ เช่น เงินกู้ การขาย
bad-sector = ไม่เข้าใจ โปรดกดปุ่มหรือพิมพ์หมายเลขของปุ่ม
bad-trading = ไม่เข้าใจ โปรดกดปุ่มหรือพิมพ์หมายเลขของปุ่ม
bad-loan = ไม่เข้าใจ โปรดกดปุ่มหรือพิมพ์หมายเลขของปุ่ม
bad-orders = ไม่เข้าใจ โปรดกดปุ่มหรือพิมพ์หมายเลขของปุ่ม
bad-age = กี่ปีแล้ว พิมพ์ตัวเลข เช่น 4 หรือกดปุ่ม
bad-turnover = พิมพ์จำนวนเงิน เช่น ปีละ 2 ล้าน หรือเดือนละ 50,000 หรือกดปุ่ม
bad-registration-udyam = เลข Udyam หน้าตาแบบ UDYAM-GJ-01-0000000 โปรดตรวจดู หรือข้าม
bad-registration-udyam-state = ไม่มีรัฐที่ใช้ตัวอักษรในเลข Udyam นี้ โปรดตรวจดู หรือข้าม
bad-registration-thai-length = เลขทะเบียนมี 13 หลัก โปรดตรวจดู หรือข้าม
bad-registration-thai-check = เลขนี้ผิดอย่างน้อยหนึ่งหลัก โปรดตรวจดู หรือข้าม
bad-phone = โทรเบอร์นี้ไม่ได้ โปรดพิมพ์ให้ครบทุกหลัก
bad-phone-length = เบอร์นี้สั้นหรือยาวเกินไป โปรดพิมพ์ให้ครบ
bad-contact-time = โปรดกดปุ่ม หรือพิมพ์ เช้า บ่าย เย็น
bad-summary = โปรดกดส่ง หรือเลือกข้อที่จะแก้ พิมพ์ก็ได้ เช่น แก้เบอร์โทร

consent-yes = ยินยอม
consent-no = ไม่ยินยอม
needs-finance = เงิน สินเชื่อ
needs-management = การบริหารร้าน
needs-marketing = ขายให้ได้มากขึ้น
needs-technology = เครื่องจักร เทคโนโลยี
needs-export = ส่งออก
needs-registration = จดทะเบียน ใบอนุญาต
needs-dispute = ลูกค้าไม่จ่าย ข้อพิพาท
needs-recovery = หนี้ ฟื้นฟูกิจการ
needs-other = เรื่องอื่น
sector-manufacturing = ผลิตสินค้า
sector-food = อาหาร ร้านอาหาร
sector-textile = ผ้า ทอผ้า
sector-handicraft = หัตถกรรม
sector-retail = ร้านค้า ค้าขาย
sector-services = บริการ
sector-farming = เกษตร
sector-tourism = ท่องเที่ยว
sector-other = อื่น ๆ
trading-growing = ดีขึ้น
trading-steady = ทรงตัว
trading-falling = ลดลง
trading-stopped = หยุดแล้ว
loan-none = ไม่มีเงินกู้
loan-regular = ผ่อนตรงเวลา
loan-late = ช้าไม่เกิน 3 เดือน
loan-overdue = ช้าเกิน 3 เดือน
loan-court = ถูกทวงหรือฟ้องศาล
orders-plenty = มาก
orders-some = มีบ้าง
orders-none = ไม่มี
age-under1 = ไม่ถึง 1 ปี
age-1to3 = 1 ถึง 3 ปี
age-3to10 = 3 ถึง 10 ปี
age-over10 = เกิน 10 ปี
turnover-micro = ไม่เกิน 100 ล้านรูปี
turnover-small = 100 ถึง 1,000 ล้านรูปี
turnover-medium = 1,000 ถึง 5,000 ล้านรูปี
turnover-upto2m = ไม่เกิน 2 ล้านบาท
turnover-upto50m = 2 ถึง 50 ล้านบาท
turnover-upto100m = 50 ถึง 100 ล้านบาท
turnover-upto300m = 100 ถึง 300 ล้านบาท
turnover-upto500m = 300 ถึง 500 ล้านบาท
turnover-above = มากกว่านั้น
contact-time-morning = เช้า
contact-time-afternoon = บ่าย
contact-time-evening = เย็น
contact-time-any = เวลาไหนก็ได้

button-done = เสร็จ
button-doubted = คำตอบคือ "{ $typed }"
button-skip = ข้าม
button-why = ทำไม?
button-send = ส่ง
button-more = ดูต่อ
button-change = แก้: { $field }
button-continue = ทำต่อ
button-forget = ลบคำตอบ
button-case = เปิดเรื่อง
button-where-is-it = เรื่องถึงไหนแล้ว
button-answer = ตอบ
button-answer-later = ไว้ก่อน

# เรื่องอยู่ที่ไหนแล้ว
case-status = เรื่อง { $reference } เปิดมาแล้ว { $days ->
        [0] ไม่ถึงหนึ่งวัน
       *[other] { $days } วัน
    }
case-with-sent = ส่งไปที่: { $agency } ยังไม่ได้เปิดดู
case-with-seen = { $agency } เปิดดูแล้ว ยังไม่ตอบ
case-with-accepted = { $agency } รับเรื่องแล้ว
case-with-in-progress = { $agency } กำลังดำเนินการ
case-due = รับปากไว้ภายใน { $due }
case-closed = ปิดเรื่องแล้ว: { $outcome }
case-none = ไม่พบเรื่องจากแชตนี้ ถ้ามีหมายเลขเรื่อง พิมพ์หมายเลขพร้อมเลขท้ายสี่ตัวของเบอร์โทร เช่น TH-26-000001-2 1234
case-need-phone = ถ้าจะดู { $reference } โปรดพิมพ์เลขท้ายสี่ตัวของเบอร์โทรที่ให้ไว้
case-mistyped = หมายเลขเรื่องนี้ผิดอย่างน้อยหนึ่งตัว โปรดตรวจแล้วพิมพ์ใหม่
case-unknown = ไม่พบเรื่อง { $reference } ที่ตรงกับเลขท้ายเบอร์นี้ โปรดตรวจหมายเลขเรื่อง แล้วพิมพ์เลขท้ายสี่ตัวอีกครั้ง
case-locked = ลองผิดหลายครั้งเกินไป โปรดลองใหม่ในหนึ่งชั่วโมง หรือขอคุยกับเจ้าหน้าที่

step-officer-looks = ต่อไป: เจ้าหน้าที่โต๊ะช่วยเหลือดูเรื่อง
step-agency-answers = ต่อไป: รอหน่วยงานตอบ
step-agency-works = ต่อไป: หน่วยงานดำเนินการและแจ้งโต๊ะช่วยเหลือ
step-desk-closes = ต่อไป: เจ้าหน้าที่ตรวจผลกับคุณ
step-you-answer = ต่อไป: โต๊ะช่วยเหลือรอคำตอบจากคุณ
case-question = โต๊ะช่วยเหลือถามว่า: { $question }
case-answer-ask = พิมพ์คำตอบเรื่อง { $reference } ได้เลย ข้อความถัดไปของคุณจะส่งถึงเจ้าหน้าที่โต๊ะช่วยเหลือ
case-answer-taken = ขอบคุณ โต๊ะช่วยเหลือได้รับคำตอบแล้ว เรื่อง { $reference } ดำเนินต่อ
case-answer-over = โต๊ะช่วยเหลือไม่ได้รอคำตอบเรื่อง { $reference } แล้ว ถ้าอยากบอกอย่างอื่น ขอคุยกับเจ้าหน้าที่ได้
case-answer-later = ได้ โต๊ะช่วยเหลือยังรอคำตอบเรื่อง { $reference } จากคุณ

outcome-helped = ได้รับความช่วยเหลือแล้ว
outcome-partly-helped = ได้รับความช่วยเหลือบางส่วน
outcome-no-help-found = ยังไม่มีหน่วยงานที่ช่วยได้
outcome-withdrawn = คุณขอถอนเรื่อง
outcome-not-reached = ติดต่อคุณไม่ได้
outcome-duplicate = เปิดซ้ำกัน อีกเรื่องหนึ่งยังดำเนินต่อ

notice-send = เรื่อง { $reference }: ส่งไปที่ { $agency } แล้ว ถ้าเขาตอบจะแจ้งให้ทราบ
notice-see = เรื่อง { $reference }: { $agency } เปิดดูแล้ว
notice-accept = ข่าวดี เรื่อง { $reference }: { $agency } รับเรื่องแล้ว รอเขาโทรหา
notice-decline = เรื่อง { $reference }: { $agency } รับไม่ได้ โต๊ะช่วยเหลือกำลังหาหน่วยงานถัดไป คุณไม่ต้องทำอะไร
notice-expire = เรื่อง { $reference }: { $agency } ไม่ตอบตามเวลา โต๊ะช่วยเหลือกำลังหาหน่วยงานถัดไป คุณไม่ต้องทำอะไร
notice-start = เรื่อง { $reference }: { $agency } เริ่มดำเนินการแล้ว
notice-progress = เรื่อง { $reference }: มีความคืบหน้าที่ { $agency }
notice-complete = เรื่อง { $reference }: { $agency } ทำเสร็จแล้ว โต๊ะช่วยเหลือจะตรวจผลกับคุณก่อนปิดเรื่อง
notice-fail = เรื่อง { $reference }: { $agency } ทำไม่สำเร็จ โต๊ะช่วยเหลือกำลังหาหน่วยงานถัดไป คุณไม่ต้องทำอะไร
notice-decline-nobody = เรื่อง { $reference }: { $agency } รับไม่ได้ และไม่มีหน่วยงานอื่นในรายชื่อ เจ้าหน้าที่จะหาทางอื่น
notice-expire-nobody = เรื่อง { $reference }: { $agency } ไม่ตอบตามเวลา และไม่มีหน่วยงานอื่นในรายชื่อ เจ้าหน้าที่จะหาทางอื่น
notice-fail-nobody = เรื่อง { $reference }: { $agency } ทำไม่สำเร็จ ตอนนี้ยังไม่ถามหน่วยงานอื่น เจ้าหน้าที่จะดูเรื่องนี้
notice-recall = เรื่อง { $reference }: โต๊ะช่วยเหลือขอเรื่องคืนจาก { $agency } แล้ว เรื่องของคุณยังเปิดอยู่
notice-bounce = เรื่อง { $reference }: จดหมายของเราไปไม่ถึง { $agency } โต๊ะช่วยเหลือจะส่งทางอื่น คุณไม่ต้องทำอะไร
notice-resume = เรื่อง { $reference } ดำเนินต่อ: โต๊ะช่วยเหลือได้สิ่งที่ถามคุณแล้ว
notice-your-turn = เรื่อง { $reference }: โต๊ะช่วยเหลือถามว่า: { $question }
notice-your-turn-again = เรื่อง { $reference }: โต๊ะช่วยเหลือยังรอคำตอบของคุณเพื่อดำเนินต่อ: { $question }
notice-delayed = เรื่อง { $reference }: เราช้าไป ขออภัย มีเจ้าหน้าที่คนอื่นรับช่วงต่อ กำหนดใหม่: { $date }
notice-closed = ปิดเรื่อง { $reference } แล้ว: { $outcome } ถ้าไม่ถูกต้อง พิมพ์บอกได้เลย
