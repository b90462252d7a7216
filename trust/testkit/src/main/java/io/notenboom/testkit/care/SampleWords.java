// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.care;

import java.util.List;

/** The words that made-up names consist of. */
final class SampleWords {

    static final List<String> LEGAL_FORMS = words("Stichting, Stichting, Stichting, Coöperatie, Vereniging, Maatschap");

    static final List<String> LEGAL_ENDINGS = words("B.V., BV, V.O.F., Holding B.V., U.A.");

    static final List<String> KINDS = words(
            "Ziekenhuis, Verpleeghuis, Verzorgingshuis, Huisartsenpraktijk, Huisartsenpost, Apotheek, Kliniek, Thuiszorg,"
                    + " Zorggroep, Zorgcentrum, Woonzorgcentrum, Gezondheidscentrum, Tandartspraktijk, Fysiotherapie,"
                    + " Revalidatiecentrum, Hospice, Kraamzorg, Jeugdzorg, GGZ, Verloskundigenpraktijk, Diëtistenpraktijk,"
                    + " Logopediepraktijk, Psychologenpraktijk, Wijkverpleging, Dagbesteding, Medisch Centrum, Polikliniek,"
                    + " Huisartsen, Zorgboerderij, Ergotherapie, Oogkliniek, Buurtzorg, Zorghotel, Behandelcentrum");

    static final List<String> FIRST_PARTS = words(
            "linde, beuken, eiken, wilgen, berken, kastanje, elzen, essen, populieren, rozen, lelie, tulpen, klaver, heide,"
                    + " duin, zee, meer, rivier, beek, bron, water, zonne, maan, sterre, morgen, avond, lente, zomer, herfst,"
                    + " winter, vogel, zwaluwen, reiger, ooievaars, merel, leeuweriken, valken, arend, zwanen, uilen, hazen,"
                    + " vossen, bever, otter, molen, kasteel, klooster, kerk, toren, poort, haven, brug, dijk, polder, akker,"
                    + " weide, bos, berg, dal, hei, veen, zand, klei, oranje, konings, gravin, ridder, burger, schippers,"
                    + " vissers, wevers, smeden, gouden, zilver, parel, hoge, lage, oude, nieuwe, groene, blauwe, witte");

    static final List<String> LAST_PARTS = words(
            "hof, huis, stein, horst, burg, rode, lust, rust, zicht, zorg, oord, state, hoeve, haeghe, borg, veste, vliet,"
                    + " beek, bron, berg, dal, veld, weide, kamp, gaarde, tuin, laan, poort, plein, kring, hoek, eind, rijk,"
                    + " wijk, woude, bosch, donk, hage, ven, waard, singel, gracht, dam, dijk, sluis, brug, land, meent");

    static final List<String> SAINTS = words(
            "Sint Franciscus, Sint Antonius, Sint Elisabeth, Sint Jozef, Sint Anna, Sint Maarten, Sint Jansdal, Sint Lucas,"
                    + " Sint Barbara, Sint Vincentius, Sint Catharina, Sint Willibrord, Sint Bonifatius, Sint Clara");

    static final List<String> NAME_STEMS = words(
            "Jan, Piet, Klaas, Willem, Hendrik, Gerrit, Dirk, Corneel, Adriaan, Jacob, Simon, Tho, Ber, Wolt, Heer, Groot,"
                    + " Klein, Lang, Kort, Zwart, Bruin, Wit, Vis, Bak, Smid, Mul, Kuip, Timmer, Schip, Koop, Boer, Brouw,"
                    + " Dek, Kram, Post, Prins, Ridder, Scholt, Snel, Sprong, Steen, Veld, Vlag, Vries, Wever, Zee, Zand,"
                    + " Haver, Rog, Tarw, Gerst, Hop, Bos, Brink, Broek, Dijk, Donk, Eng, Es, Gaast, Hoek, Horn, Kerk");

    static final List<String> NAME_ENDINGS = words(
            "sen, sma, stra, inga, mans, man, ker, kers, aars, huis, veld, berg, dijk, meijer, mans, ink, ing, ema, enga,"
                    + " kamp, hof, horst, laar, beek, brink, broek, donk, sel, sels, ens");

    static final List<String> PARTICLES = words("van, van der, van den, de, ter, ten, van 't");

    static final List<String> TOWN_STEMS = words(
            "Amel, Barn, Boven, Dalf, Doorn, Eem, Elst, Gaas, Gelder, Haar, Heer, Hoog, Huis, IJssel, Kamp, Kerk, Lage, Leeuw,"
                    + " Lind, Maas, Meer, Nij, Noord, Ooster, Oude, Over, Rijn, Roer, Schel, Schie, Spaar, Steen, Tiel, Veen,"
                    + " Vecht, Voor, Wester, Winter, Woud, Zand, Zuid, Zwan");

    static final List<String> TOWN_ENDINGS = words(
            "dam, dijk, drecht, haven, hem, hout, huizen, kerk, kerke, laar, land, lo, meer, monde, oord, rode, sluis, stad,"
                    + " stede, veen, veld, voort, wijk, woude, zijl");

    /** Towns that exist, each with its province. */
    static final List<String> TOWNS =
            words("Amsterdam/Noord-Holland, Rotterdam/Zuid-Holland, 's-Gravenhage/Zuid-Holland, Utrecht/Utrecht,"
                    + " Eindhoven/Noord-Brabant, Groningen/Groningen, Tilburg/Noord-Brabant, Almere/Flevoland,"
                    + " Breda/Noord-Brabant, Nijmegen/Gelderland, Apeldoorn/Gelderland, Haarlem/Noord-Holland,"
                    + " Arnhem/Gelderland, Enschede/Overijssel, Amersfoort/Utrecht, 's-Hertogenbosch/Noord-Brabant,"
                    + " Zwolle/Overijssel, Leiden/Zuid-Holland, Maastricht/Limburg, Dordrecht/Zuid-Holland, Ede/Gelderland,"
                    + " Leeuwarden/Friesland, Alkmaar/Noord-Holland, Emmen/Drenthe, Delft/Zuid-Holland, Venlo/Limburg,"
                    + " Deventer/Overijssel, Assen/Drenthe, Hilversum/Noord-Holland, Middelburg/Zeeland, Zeist/Utrecht,"
                    + " Delfzijl/Groningen, Tiel/Gelderland, Gouda/Zuid-Holland, Sneek/Friesland, Goes/Zeeland");

    static final List<String> PROVINCES =
            words("Groningen, Friesland, Drenthe, Overijssel, Flevoland, Gelderland, Utrecht,"
                    + " Noord-Holland, Zuid-Holland, Zeeland, Noord-Brabant, Limburg");

    private SampleWords() {}

    private static List<String> words(String list) {
        return List.of(list.split(", *"));
    }
}
