// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.search.InvalidCursorException;
import io.notenboom.registry.search.MatchKind;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.Place;
import io.notenboom.registry.search.SearchFilter;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneOrganisationIndexTest {

    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";
    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:1";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OAUTH = "urn:oid:1.3.6.1.4.1.54851.2:oauth";

    private static final String[] KINDS = {
        "Ziekenhuis", "Verpleeghuis", "Huisartsenpraktijk", "Stichting Zorggroep", "Apotheek", "Kliniek", "Thuiszorg"
    };
    private static final String[] NAMES = {
        "Sint Franciscus",
        "De Wilg",
        "Het Lindehof",
        "Zonnestraal",
        "De Eikenhorst",
        "Rijnstate",
        "Jeroen Bosch",
        "De Vecht",
        "Meander",
        "Sint Antonius",
        "Oranjestein",
        "De Waterlelie",
        "Berkenrode",
        "De Lindelaan",
        "Vogelzang",
        "De Schelde",
        "Haagse Hof",
        "Gelderse Poort",
        "Maxima",
        "Amphia",
        "Elkerliek",
        "De Tjongerschans"
    };
    private static final String[] CITIES = {"Utrecht", "Amersfoort", "'s-Hertogenbosch", "Groningen", "Zwolle"};

    private final OrganisationIndex index = LuceneIndexes.inMemory();

    @BeforeEach
    void fill() {
        Random random = new Random(4);
        Map<String, List<OrganisationDocument>> documents = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            String oid = "urn:oid:2.16.840.1.113883.2.4.6.1:" + (10_000_000 + i);
            String name = KINDS[random.nextInt(KINDS.length)] + " " + NAMES[random.nextInt(NAMES.length)];
            documents.put(oid, List.of(document(oid, name, CITIES[random.nextInt(CITIES.length)], Set.of(OAUTH))));
        }
        index.replace(documents);
        add("linde", "Ziekenhuis De Linde", "Apeldoorn", Set.of(FHIR));
        add("zorg", "Verpleeghuizen Noord", "Delfzijl", Set.of(FHIR, OAUTH));
        add("cafe", "Zorgcentrum Café Zoë", "Tiel", Set.of());
        add("script", "Zorg <b>&Co", "Tiel", Set.of());
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static OrganisationDocument document(String oid, String name, String city, Set<String> types) {
        return new OrganisationDocument(
                oid,
                VENDOR,
                "contract of " + oid,
                new OrganisationDocument.Label(name, name, city, "Utrecht"),
                Set.of(oid),
                Period.always(),
                types.stream().collect(Collectors.toMap(type -> type, type -> Period.always())));
    }

    private SearchPage search(SearchQuery query) {
        return index.search(query, NOW);
    }

    private static SearchQuery query(String text, SearchFilter filter, int limit) {
        return SearchQuery.of(text, limit).with(filter);
    }

    private void add(String oid, String name, String city, Set<String> types) {
        index.replace(Map.of(oid, List.of(document(oid, name, city, types))));
    }

    private SearchHit first(String text) {
        return search(SearchQuery.of(text, 10)).hits().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "ziekenhuis de lnde, FUZZY",
        "Ziekenhuis De Linde, EXACT",
        "ziekenhuis linde, EXACT",
        "ziekenhui lind, PREFIX",
        "zikenhuis linde, FUZZY",
        "linde apeldoorn, EXACT",
        "ziekenhuys lynde, FUZZY",
        "ZIEKENHUIS LINDE, EXACT"
    })
    void ziekenhuisDeLindeIsFoundFirst(String text, MatchKind kind) {
        SearchHit hit = first(text);
        assertThat(hit.organisation()).isEqualTo("linde");
        assertThat(hit.matched()).contains(kind);
    }

    @Test
    void theWordsThatWereFoundAreMarked() {
        assertThat(first("ziekenhuis de lnde").highlight()).isEqualTo("<em>Ziekenhuis</em> <em>De</em> <em>Linde</em>");
        assertThat(first("zorg co").highlight()).isEqualTo("<em>Zorg</em> &lt;b&gt;&amp;<em>Co</em>");
    }

    @Test
    void accentsDoNotMatter() {
        assertThat(first("cafe zoe").organisation()).isEqualTo("cafe");
    }

    @Test
    void aWordWithinAnotherIsFound() {
        SearchPage page = search(SearchQuery.of("huizen noord", 5));
        assertThat(page.hits().getFirst().organisation()).isEqualTo("zorg");
        assertThat(page.hits().getFirst().matched()).contains(MatchKind.INFIX);
    }

    @Test
    void oneLetterFindsBeginnings() {
        List<SearchHit> hits = search(SearchQuery.of("a", 100)).hits();
        assertThat(hits).isNotEmpty().allSatisfy(hit -> assertThat(hit.matched())
                .containsAnyOf(MatchKind.PREFIX, MatchKind.EXACT));
    }

    @Test
    void aWholeNameThatExistsIsSpelledAsItWasMeant() {
        add("galm", "Huize Galm", "Tiel", Set.of());
        add("garm", "Huize Garm", "Tiel", Set.of());
        assertThat(organisations(search(SearchQuery.of("huize galm", 10))))
                .contains("galm")
                .doesNotContain("garm");
        assertThat(organisations(search(SearchQuery.of("huize gatm", 10)))).contains("galm", "garm");
    }

    @Test
    void filtersHold() {
        assertThat(search(query("ziekenhuis", new SearchFilter(null, FHIR, null, null), 100))
                        .hits())
                .extracting(hit -> hit.organisation())
                .containsExactly("linde");
        assertThat(search(query("ziekenhuis", new SearchFilter("appeldoorn", null, null, null), 100))
                        .hits())
                .extracting(hit -> hit.organisation())
                .containsExactly("linde");
        assertThat(search(query("ziekenhuis", new SearchFilter(null, null, "urn:oid:1.2", null), 100))
                        .hits())
                .isEmpty();
    }

    @Test
    void aTownWithoutAWordInItFindsNothing() {
        assertThat(search(query("ziekenhuis", new SearchFilter("?!", null, null, null), 100))
                        .hits())
                .isEmpty();
    }

    @Test
    void pagesDoNotOverlapAndEnd() {
        List<String> all = organisations(search(SearchQuery.of("ziekenhuis", 100)));
        List<String> seen = new ArrayList<>();
        SearchQuery next = SearchQuery.of("ziekenhuis", 7);
        do {
            SearchPage page = search(next);
            seen.addAll(organisations(page));
            next = page.next() == null ? null : next.after(page.next());
        } while (next != null);
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(30).startsWith(all.toArray(String[]::new));
    }

    private static List<String> organisations(SearchPage page) {
        return page.hits().stream().map(SearchHit::organisation).toList();
    }

    /** Between two pages a third of the organisations goes, new ones come before and behind, others are written again. */
    @Test
    void pagesGoOnWhereTheyEndedWhileTheIndexChanges() {
        List<String> before = organisations(search(SearchQuery.of("apotheek", 100)));
        SearchQuery query = SearchQuery.of("apotheek", 10);
        SearchPage first = search(query);
        for (int i = 0; i < 200; i++) {
            add("new" + i, (i % 2 == 0 ? "Apotheek " : "Apotheek Zwaluwenhof en Omstreken ") + i, "Zwolle", Set.of());
        }
        for (int i = 20; i < before.size(); i += 3) {
            index.replace(Map.of(before.get(i), List.of()));
        }
        List<String> seen = new ArrayList<>(organisations(first));
        String cursor = first.next();
        while (cursor != null) {
            SearchPage page = search(query.after(cursor));
            seen.addAll(organisations(page));
            cursor = page.next();
        }
        List<String> gone = IntStream.iterate(20, i -> i < before.size(), i -> i + 3)
                .mapToObj(before::get)
                .toList();
        assertThat(seen).doesNotHaveDuplicates().doesNotContainAnyElementsOf(gone);
        assertThat(seen)
                .containsSubsequence(
                        before.stream().filter(id -> !gone.contains(id)).toList());
    }

    @Test
    void aCursorOfAnotherQueryOrNoneAtAllIsRefused() {
        String cursor = search(SearchQuery.of("ziekenhuis", 7)).next();
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> search(SearchQuery.of("apotheek", 7).after(cursor)));
        for (String wrong : List.of("x!", "", "AAAA", cursor + "AAAA", cursor.substring(4))) {
            assertThatExceptionOfType(InvalidCursorException.class)
                    .isThrownBy(() -> search(SearchQuery.of("ziekenhuis", 7).after(wrong)));
        }
    }

    @Test
    void onlyWhatIsInForceAtTheMomentCounts() {
        Instant begin = Instant.parse("2027-01-01T00:00:00Z");
        Instant end = Instant.parse("2028-01-01T00:00:00Z");
        index.replace(Map.of(
                "later",
                List.of(new OrganisationDocument(
                        "later",
                        VENDOR,
                        "c",
                        new OrganisationDocument.Label("Hospice Morgenrood", "Hospice Morgenrood", null, "Utrecht"),
                        Set.of("12345678"),
                        List.of(new Period(begin, end)),
                        Map.of(FHIR, List.of(new Period(begin.plusSeconds(60), end)))))));
        assertThat(foundAt("morgenrood", null, NOW)).isEmpty();
        assertThat(foundAt("morgenrood", null, begin)).containsExactly("later");
        assertThat(foundAt("morgenrood", FHIR, begin)).isEmpty();
        assertThat(foundAt("morgenrood", FHIR, begin.plusSeconds(60))).containsExactly("later");
        assertThat(foundAt("12345678", null, begin)).containsExactly("later");
        assertThat(foundAt("morgenrood", null, end)).isEmpty();
    }

    private List<String> foundAt(String text, @Nullable String type, Instant at) {
        return organisations(search(query(text, new SearchFilter(null, type, null, at), 10)));
    }

    @Test
    void ofEquallyGoodHitsThoseNearTheCallerComeFirst() {
        add("a", "Kraamzorg Ooievaar", "Assen", Set.of());
        add("b", "Kraamzorg Ooievaar", "Zwolle", Set.of());
        SearchQuery plain = SearchQuery.of("kraamzorg ooievaar", 10);
        assertThat(organisations(search(plain))).startsWith("a", "b");
        SearchQuery near =
                new SearchQuery(plain.text(), false, plain.filter(), new Place("Zwolle", "Overijssel"), 10, null);
        assertThat(organisations(search(near))).startsWith("b", "a");
    }

    @Test
    void exactFindsWholeNamesOnly() {
        assertThat(organisations(search(exact("ziekenhuis de LINDE")))).containsExactly("linde");
        assertThat(organisations(search(exact("ziekenhuis linde")))).isEmpty();
    }

    private static SearchQuery exact(String name) {
        return new SearchQuery(name, true, SearchFilter.NONE, null, 10, null);
    }

    @Test
    void whatWasTakenOutIsNotFound() {
        index.replace(Map.of("linde", List.of()));
        assertThat(search(SearchQuery.of("ziekenhuis de linde", 100)).hits())
                .noneMatch(hit -> hit.organisation().equals("linde"));
    }

    /** Two vendors may serve one organisation. */
    @Test
    void allDocumentsOfAnOrganisationAreReplaced() {
        OrganisationDocument one = document("two", "Hospice Avondrood", "Zeist", Set.of(FHIR));
        OrganisationDocument other = document("two", "Hospice Avondrood Zeist", "Zeist", Set.of(OAUTH));
        index.replace(Map.of("two", List.of(one, other)));
        assertThat(organisations(search(SearchQuery.of("avondrood", 10)))).containsExactly("two", "two");
        index.replace(Map.of("two", List.of(other)));
        assertThat(organisations(search(SearchQuery.of("avondrood", 10)))).containsExactly("two");
        assertThat(organisations(search(SearchQuery.of("TWO", 10)))).startsWith("two");
    }

    @Test
    void aTextWithoutWordsFindsNothing() {
        assertThat(search(SearchQuery.of("?!", 10)).hits()).isEmpty();
    }
}
