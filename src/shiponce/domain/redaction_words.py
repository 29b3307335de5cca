"""The words that redaction keeps in the refusals of platforms and carriers.

A word missing here is redacted from a refusal; a wrong word here could let a part of somebody's
name through. Therefore the list has only words that refusals need.
"""

from __future__ import annotations

#: Field names, and words that begin a sentence. They are kept even beside a redacted word.
FIELDS = frozenset(
    """
    a address addresses amount an buyer carrier carriers city code company country customer date
    dimension dimensions e-mail email error field fields first for has have height id in
    incomplete incorrect invalid is it item items its last length line lines marketplace missing
    must name names no not number numbers of order orders package packages parameter phone
    please postal postcode property quantity recipient request required seller service ship
    shipment shipping sku state status street surname telephone the this to token tracking
    unknown unsupported value values we weight width you your zip
    """.split()  # noqa: SIM905 - a thousand quotation marks would hide the words
)

#: Every word that a refusal may keep.
REFUSAL_WORDS = FIELDS | frozenset(
    """
    about above absent absolute accept accepted accepts access according account accounts action
    actions active actual add added adding additional adjust adjusted adjustment adjustments
    after again against age aggregation ago all allow allowed allows alphanumeric already also
    alter although always amazon ambiguous among and another any anymore anything api appear
    appears applicable application applied applies apply approved are area arrive arrived
    arrives as asin ask asked asking assigned associated assumed at attach attempt attempted
    attempts attribute attributes auth authenticate authenticated authentication authorisation
    authorise authorised authorization authorize authorized available await awaiting back bad
    balance bar barcode base based basic batch be because been before began begin being below
    between beyond bigcommerce blank block blocked body book booked booking boolean both bought
    box boxes brackets break broken browse bulk business but buy buys by calculate calculated
    call called calling calls came can cancel canceled canceling cancellation cancellations
    cancelled cannot capacity card carriage carried carry case catalog category centimeters
    central certain change changed changes changing channel channels character characters charge
    charged charges charset cheaper check checked checking choice choose chosen claim class
    clear client close closed closing codes collect collected collection column com combination
    combine combined come comes comma comment comments commerce commodity compatible complete
    completed completely component composite condition conditions configuration configure
    configured confirm confirmation confirmed conflict conflicting conflicts connect connected
    connection consignment consignments constraint contact contacted contain contained contains
    content contents context contract convert copied copy correct corrected correctly correspond
    corresponding cost could count courier cover coverage covered create created creating
    creation credential credentials credit criteria currency current currently cursor custom
    customs cut daily damaged data database dates day days dead deadline decimal decimals
    declaration declared decline declined deeply default defined delay delayed delays delete
    deleted deleting deliver delivered deliveries delivers delivery denied deny deprecated
    described description destination destinations detail details detected determine determined
    developer device dhl did didn differ difference different differs digit digits direct
    direction disabled discontinued dispatch dispatched dispute disputed do document
    documentation documents does doesn domestic don done down download drop due duplicate
    duplicated duplicates during each earlier earliest earn easy ebay edit editable edited
    either element elements eligibility eligible else empty enable enabled encoded encoding
    encountered end ended endpoint ends english ensure enter entered entire entities entity
    entries entry enum envelope equal equals errors estimate estimated evaluate even event
    events ever every exact exactly example exceed exceeded exceeding exceeds except exception
    exclude excluded exclusive executed exist existed existing exists expect expected expects
    expedited expiration expire expired expires explicit express expression extended external
    extra fail failed failing fails failure false far fast fault features fedex fee feed feeds
    fees few file files fill filled filter filters final find finding finished fit fits fix
    fixed flag flat follow followed following follows forbid forbidden force form format formats
    formatted formed found fragile free freight from fulfil fulfill fulfilled fulfiller
    fulfilling fulfillment fulfillments fulfilment full fully function funds further future
    gateway gave general generate generated generic get gift give given gives giving go gone
    gram grams granted greater gross ground group guarantee guaranteed had handle handled
    handling harmonized hash hazardous hazmat he header headers heavier heavy held here hidden
    high higher highest hold holder holding holds host hour hours how however http https hyphen
    hyphens idempotency identical identified identifier identifiers identify identity ids if
    ignored image immediately import imported inactive inbound inch inches include included
    includes including incompatible inconsistent indicate indicated individual ineligible inform
    information informed initial initiated input inputs insert inside instance instead
    instructions insufficient insurance insured int integer integers intended internal
    international interval into inventory invoice ioss isn issue issued issues itself job json
    just keep kept key keys kilogram kilograms kind kinds know known label labels lack lacks
    language large larger largest late later latest latin lead least leave leaves left legacy
    less let letter letters level levels light like limit limitation limitations limited limits
    link linked list listed listing listings load loaded local locale location locations locked
    log login long longer look looks loss lost lot low lower lowercase lowest made mail mailbox
    main maintenance make makes malformed manage manifest manual manually many mapping mark
    marked market match matched matches matching materials maximum may mean means measure
    measurement media member merchant message messages metadata meter method methods metric mfn
    might millimeters minimum minute minutes mismatch mistake mode modified modify moment money
    month months more most move moved much multiple mutually nd necessary need needed needs
    negative neither nested network never new newer next nobody none nonexistent nor normal
    noted nothing notification notifications notified now null nullable numeric obj object
    objects obsolete obtain occur occurred off offer offered offering offers office offline
    offset old older on once one ones online only onto op open opened operation operations
    option optional options or ordered origin original other others otherwise ounce ounces our
    out outbound outdated outside over overlap own owned owner pack packaged packaging packed
    page pages pagination paid pair pallet paper parameters parcel parcels parent parse parsed
    parsing part partial partially particular parties partner parts party pass passed past patch
    path pattern pay payload payment payments pdf pending per percent perform performed period
    permanent permanently permission permissions permit permitted person physical pick picked
    pickup piece pieces place placed plain plan platform png po point policies policy positive
    possible post postage posted potential pound pounds precision preferred prefix premium
    prepaid present preview previous previously price prices pricing primary prime print printed
    prior priority private problem process processed processing product products profile program
    prohibited promise promised proper properly properties protected protocol provide provided
    provider providers provides province public publish published purchase purchased purchases
    purge purpose put quantities query question queue queued queues quota quotas quote quoted
    quotes range ranges rate rates rather raw reach reached read readable ready real reason
    reasons receipt receive received receiver recent recently recipients recognised recognize
    recognized record recorded records redirect reduce reference referenced references referred
    refresh refund refunded refunds refuse refused regarding region register registered regular
    reissue reject rejected rejection related relative release released remain remaining remains
    remote remove removed removing repeat repeated replace replaced replacement report reported
    representation requested requests require requirement requirements requires reschedule
    resend reserved reset residential resolution resolve resource resources response rest
    restricted restriction restrictions result results retail retrieve retry return returned
    returns reused revise revised revoked right role root round route row rows rule rules run
    safe said sale sales same satisfied satisfies satisfy save saved saver say says scan
    schedule scheduled schema scope search second seconds section secure security see seem seems
    seen select selected selection self sell sellers selling send sender sending sent separate
    separated sequence serial series served server servers services session set sets several she
    ship-from ship-to shipments shipped shipper shippers shippings ships shipto shop shopper
    short shorter should show shown shows sign signature signed similar simple simulate
    simulated simulator since single site size sizes skus small smaller smallest so sold some
    somebody someone something somewhere soon sort source space spaces special specific
    specification specified specify speed split staff standard start started starts stated
    states statuses step still stock stop stopped store stored stores strict string strings
    style subject submission submit submitted subscribe subscription subscriptions subtotal
    subtype success successful successfully such sufficient suffix suggested sum summary
    supplied supply support supported supports surcharge suspended syntax system table take
    taken takes target tax taxes technical template temporarily temporary ten terminated terms
    test text than that their them then there therefore these they thing things third those
    though three threshold throttled throttling through thus tier time timed timeout times
    timestamp title today together tokens too took top topic total transaction transfer
    transform transit translate transport tries trouble true truncated try trying twice two type
    types unable unacceptable unauthenticated unauthorised unauthorized unavailable unconfirmed
    undefined undeliverable under underscores unexpected unfulfilled unique unit units unless
    unlisted unpaid unparsable unprocessable unreachable unreadable unrecognised unrecognized
    unsent unserviceable unshipped until unused up update updated updates updating upload
    uploaded upon upper uppercase ups uri url usage use used user users uses using usps utc utf
    valid validate validated validation valuable variant variants vary verb verification
    verified verify version via view violate violated violates violation visibility visible void
    voided volume wait waiting waits want warehouse was way ways webhook webhooks week weeks
    weighs well went were what when where whether which while who whole whose why will window
    with within without word words work working would write writing written wrong x xml year
    years yet zero
    """.split()  # noqa: SIM905 - as above
)
