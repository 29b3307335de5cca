"""eBay's codes of carriers: ShippingCarrierCodeType of its Trading API.

The Fulfillment API takes the same codes in shippingCarrierCode, a plain string: it refers to the
values that GeteBayDetails returns (developer.ebay.com/api-docs/sell/fulfillment/types/
sel:ShippingFulfillmentDetails). The type's page says of each code which carrier it is, and that
"Other" is for any carrier not listed (developer.ebay.com/devzone/xml/docs/reference/ebay/types/
shippingcarriercodetype.html, Trading API 1423; the values are those of trading.wsdl as in PyPI's
ebay-apiroute 0.1.0, October 2026). The name of a carrier without a code is sent as free text, so
that buyers read it; "Other" would hide it.
"""

from __future__ import annotations

import re

from shiponce.platforms.carrier_codes import CarrierCodes

#: Every value of the type except CustomCode, which is "reserved for internal or future use".
PUBLISHED = tuple(
    re.findall(
        r"\w+",
        """
        UPS USPS FedEx DeutschePost DHL Hermes iLoxx Other ColiposteDomestic
        ColiposteInternational Chronopost Correos Seur Nacex FourPX FourPXCHINA FourPXExpress
        FourPXLTD SevenLSP A1CourierServices ABF AeroPost ALLIEDEXPRESS AMWST AnPost APC
        ARAMEX ARVATO ASM AustraliaPost AustralianAirExpress AVRT BPost Bartolini BELGIANPOST
        BKNS BluePackage BusinessPost CanPar CENF CEVA ChinaPost Chronoexpres CHUKOU1
        ChunghwaPost CitiPost CityLink ClickandQuick CNWY Colissimo CollectPlus CPC DAIPost
        DayandRoss DBSchenker DHLEXPRESS DHLGlobalMail DHLEKB DHLG DieSchweizerischePost DPD
        DPXThailand Ducros EGO EMF Exapaq Fastway FASTWAYCOURIERS FedExSmartPost FLYT
        FLYTExpress FlytExpressUSDirectline FTFT FulfilExpressAccStation FulfilExpresseForCity
        FulfilExpressEverydaySource FulfilExpressiTrimming GLS HDUSA HomeDeliveryNetwork
        HongKongPost HUNTEREXPRESS IndiaPost IndonesiaPost Interlink InterPost IoInvio Iparcel
        IsraelPost JapanPost KIALA KoreaPost LAPOSTE Landmark LDSO LTL MALAYSIAPOST
        MannaFreight Metapack MNGTurkey MondialRelay MRW MSI NEMF ODFL OFFD ONTRACK
        OsterreichischePostAG OVNT ParcelPool Parcelforce Philpost Pilot PITD PocztaPolska
        Pocztex POSTITALIANO PostNL PostNordNorway PosteItaliane Prestige Quantium RETL
        RoyalMail RRUN SAIA SDA SFC SFCExpress SINGAPOREPOST Siodemka SioliandFontana
        SkynetMalaysia SMARTSEND Sogetras Spediamo SpeeDee StarTrack SuntekExpressLTD
        SwissPost TELE TEMANDO THAILANDPOST TNT TNTEXPRESS TNTPost Toll TPG TWW UBI UKMail
        UPSMailInnovations UPSC USFG USPSCeP USPSPMI VietnamPost VITR WATKINS Winit Wise
        WNdirect WPX YANWEN Yodel YRC
        """,
    )
)
#: The names of carriers whose codes are not their usual names, as the type's page describes them.
_NAMES = """
    A1CourierServices = A-1 Courier
    ABF = ABF Freight
    APC = APC Postal Logistics
    ARAMEX = Aramex
    AVRT = Averitt Express
    BELGIANPOST = Belgian Post, Belgian Post Group
    BPost = bpost
    Bartolini = BRT Bartolini, BRT
    BluePackage = Blue Package Delivery
    CENF = Central Freight Lines
    CEVA = CEVA Logistics
    CNWY = Con-way Freight, Conway
    CPC = CPC Logistics
    CanPar = Canpar Courier
    Chronopost = Chronopost France
    CollectPlus = Collect+
    Correos = Correos de España
    DAIPost = DAI Post
    DHL = DHL, DHL Express
    DPD = Dynamic Parcel Distribution
    DayandRoss = Day & Ross
    EGO = E-go
    Exapaq = DPD France
    FASTWAYCOURIERS = Fastway Couriers
    FLYTExpress = Flyt Express
    FourPX = 4PX
    FourPXCHINA = 4PX China
    FourPXExpress = 4PX Express
    FourPXLTD = 4PX Express Co. Ltd
    HDUSA = MXD Group, Home Direct USA
    Hermes = Hermes Group
    HongKongPost = Hong Kong Post
    Interlink = Interlink Express
    Iparcel = i-parcel
    KIALA = Kiala
    LAPOSTE = La Poste
    Landmark = Landmark Global
    MALAYSIAPOST = Malaysia Post
    MNGTurkey = MNG Kargo
    MSI = MSI Transportation
    MannaFreight = Manna Distribution Services
    NEMF = New England Motor Freight
    ODFL = Old Dominion Freight Line, Old Dominion
    ONTRACK = OnTrac, OnTrac Shipping
    OVNT = Overnite
    OsterreichischePostAG = Österreichische Post, Austrian Post
    PITD = PITT OHIO
    Parcelforce = Parcelforce Worldwide, Parcel Force
    Philpost = PHLPost, Philippine Postal Corporation
    Pilot = Pilot Freight Services, Pilot Freight
    PosteItaliane = Poste Italiane
    PostNordNorway = PostNord
    Prestige = Prestige Expedite
    Quantium = Quantium Solutions
    RETL = Reddaway
    SAIA = Saia LTL Freight
    SDA = SDA Express Courier
    SINGAPOREPOST = Singapore Post
    SMARTSEND = Smart Send Courier Service
    Siodemka = DPD Poland
    SioliandFontana = Sioli & Fontana
    Sogetras = SGT Corriere Espresso
    SpeeDee = Spee-Dee Delivery Service
    SwissPost = Die Post, Swiss Post
    THAILANDPOST = Thailand Post
    TPG = TPG Logistics
    UBI = UBI Smart Parcel
    UPSMailInnovations = UPS MI
    USPSCeP = USPS Commercial ePacket
    USPSPMI = USPS Priority Mail International
    VITR = Vitran Express
    WNdirect = wnDirect
    WPX = WPX Delivery Solutions
    Winit = WIN.IT America
    YANWEN = Yanwen Express
    YRC = YRC Freight
"""


def _named() -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = dict.fromkeys(PUBLISHED, ())
    for line in _NAMES.strip().splitlines():
        code, _, names = line.strip().partition(" = ")
        named[code] = tuple(names.split(", "))
    # A name that the page gives to one code may be spelled like another code: "DHL Express".
    return {code: (*names, code) for code, names in named.items()}


CARRIER_CODES = CarrierCodes.of(_named(), other=None)
