// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notenboom.registry.search.MatchKind;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneOrganisationIndexTest {

    private static final String FHIR = "urn:oid:1.3.6.1.4.1.54851.2:fhir";
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
        return new OrganisationDocument(oid, "urn:oid:1.3.6.1.4.1.54851.4:1", name, name, city, "Utrecht", types);
    }

    private void add(String oid, String name, String city, Set<String> types) {
        index.replace(Map.of(oid, List.of(document(oid, name, city, types))));
    }

    private SearchHit first(String text) {
        return index.search(SearchQuery.of(text, 10)).hits().getFirst();
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
        assertThat(hit.document().organisation()).isEqualTo("linde");
        assertThat(hit.matched()).contains(kind);
    }

    @Test
    void theWordsThatWereFoundAreMarked() {
        assertThat(first("ziekenhuis de lnde").highlight()).isEqualTo("<em>Ziekenhuis</em> <em>De</em> <em>Linde</em>");
        assertThat(first("zorg co").highlight()).isEqualTo("<em>Zorg</em> &lt;b&gt;&amp;<em>Co</em>");
    }

    @Test
    void accentsDoNotMatter() {
        assertThat(first("cafe zoe").document().organisation()).isEqualTo("cafe");
    }

    @Test
    void aWordWithinAnotherIsFound() {
        SearchPage page = index.search(SearchQuery.of("huizen noord", 5));
        assertThat(page.hits().getFirst().document().organisation()).isEqualTo("zorg");
        assertThat(page.hits().getFirst().matched()).contains(MatchKind.INFIX);
    }

    @Test
    void oneLetterFindsBeginnings() {
        List<SearchHit> hits = index.search(SearchQuery.of("a", 100)).hits();
        assertThat(hits).isNotEmpty().allSatisfy(hit -> assertThat(hit.matched())
                .containsAnyOf(MatchKind.PREFIX, MatchKind.EXACT));
    }

    @Test
    void filtersHold() {
        assertThat(index.search(new SearchQuery("ziekenhuis", null, FHIR, null, 100, null))
                        .hits())
                .extracting(hit -> hit.document().organisation())
                .containsExactly("linde");
        assertThat(index.search(new SearchQuery("ziekenhuis", "appeldoorn", null, null, 100, null))
                        .hits())
                .extracting(hit -> hit.document().organisation())
                .containsExactly("linde");
        assertThat(index.search(new SearchQuery("ziekenhuis", null, null, "urn:oid:1.2", 100, null))
                        .hits())
                .isEmpty();
    }

    @Test
    void pagesDoNotOverlapAndEnd() {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            SearchPage page = index.search(new SearchQuery("ziekenhuis", null, null, null, 7, cursor));
            page.hits().forEach(hit -> seen.add(hit.document().organisation()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(new SearchQuery("a", null, null, null, 7, "x!")));
    }

    @Test
    void whatWasTakenOutIsNotFound() {
        index.replace(Map.of("linde", List.of()));
        assertThat(index.search(SearchQuery.of("ziekenhuis de linde", 100)).hits())
                .noneMatch(hit -> hit.document().organisation().equals("linde"));
    }

    @Test
    void aTextWithoutWordsFindsNothing() {
        assertThat(index.search(SearchQuery.of("?!", 10)).hits()).isEmpty();
    }
}
