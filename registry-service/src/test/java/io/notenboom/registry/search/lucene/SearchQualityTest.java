// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.search.MatchKind;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.SearchFilter;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.testkit.care.SampleOrganisation;
import io.notenboom.testkit.care.SampleOrganisations;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type, and whom they mean, among thousands of other organisations. */
class SearchQualityTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final OrganisationIndex INDEX = LuceneIndexes.inMemory();

    @BeforeAll
    static void fill() {
        Map<String, List<OrganisationDocument>> documents = new HashMap<>();
        new SampleOrganisations(11).organisations(5_000).forEach(sample -> put(documents, sample));
        List.of(
                        "Ziekenhuis De Linde|Apeldoorn",
                        "Ziekenhuis De Linde|Groningen",
                        "Stichting Verpleeghuizen Waterland|Edam",
                        "Huisartsenpraktijk Kruidentuin|Delft",
                        "Huisartsen Praktijk Oosterpoort|Haarlem",
                        "Jeroen Bakker Ziekenhuis|'s-Hertogenbosch",
                        "St. Servatius Gasthuis|Venray",
                        "Academisch Medisch Centrum Zuidland|Almere",
                        "Apotheek Wijckmeijer|Leiden",
                        "Tandartspraktijk Quispel B.V.|Goes",
                        "Thuiszorg Zonnebloesem|'s-Gravenhage",
                        "Coöperatie Zuster Café Zoë U.A.|Tiel",
                        "GGZ Noorderlicht|Assen",
                        "Kraamzorg Ooievaarsnest|Sneek",
                        "Zorggroep Maas en Waal|Druten",
                        "Revalidatiecentrum Rijnoever|Arnhem")
                .forEach(line -> put(documents, line.split("\\|")[0], line.split("\\|")[1]));
        INDEX.replace(documents);
    }

    @AfterAll
    static void close() {
        INDEX.close();
    }

    private static void put(Map<String, List<OrganisationDocument>> documents, SampleOrganisation sample) {
        documents.put(sample.oid(), List.of(document(sample.oid(), sample.name(), sample.city(), sample.kvk())));
    }

    private static void put(Map<String, List<OrganisationDocument>> documents, String name, String city) {
        String oid = name + " in " + city;
        documents.put(oid, List.of(document(oid, name, city, "kvk of " + oid)));
    }

    private static OrganisationDocument document(String oid, String name, String city, String kvk) {
        return new OrganisationDocument(
                oid,
                "urn:oid:1.3.6.1.4.1.54851.4:1",
                "c",
                new OrganisationDocument.Label(name, name, city, "Utrecht"),
                Set.of(kvk),
                Period.always(),
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        // typing errors
        "ziekenhuis de lnde apeldoorn, , Ziekenhuis De Linde in Apeldoorn, FUZZY",
        "zeikenhuis linde, apeldoorn, Ziekenhuis De Linde in Apeldoorn, FUZZY",
        "ziekenhuis de lidne, groningen, Ziekenhuis De Linde in Groningen, FUZZY",
        "tandartspraktijk qispel, , Tandartspraktijk Quispel B.V. in Goes, FUZZY",
        "revalidatiecentrum rijnover, , Revalidatiecentrum Rijnoever in Arnhem, FUZZY",
        "apotheek wijkmeijer, , Apotheek Wijckmeijer in Leiden, FUZZY",
        // as it sounds
        "apoteek weikmeyer, , Apotheek Wijckmeijer in Leiden, PHONETIC",
        "kraamsorg ojevaarsnest, , Kraamzorg Ooievaarsnest in Sneek, FUZZY",
        "tuiszorg sonnebloessem, , Thuiszorg Zonnebloesem in 's-Gravenhage, FUZZY",
        // compounds
        "huizen waterland, , Stichting Verpleeghuizen Waterland in Edam, INFIX",
        "huisartsen praktijk kruidentuin, , Huisartsenpraktijk Kruidentuin in Delft, EXACT",
        "huisartsenpraktijk oosterpoort, , Huisartsen Praktijk Oosterpoort in Haarlem, EXACT",
        "kruiden tuin huisarts, , Huisartsenpraktijk Kruidentuin in Delft, PREFIX",
        "noorder licht, , GGZ Noorderlicht in Assen, PREFIX",
        "nest ooievaar, , Kraamzorg Ooievaarsnest in Sneek, INFIX",
        // abbreviations
        "jbz, , Jeroen Bakker Ziekenhuis in 's-Hertogenbosch, INFIX",
        "zkh linde, groningen, Ziekenhuis De Linde in Groningen, EXACT",
        "sint servatius, , St. Servatius Gasthuis in Venray, EXACT",
        "st servatius, , St. Servatius Gasthuis in Venray, EXACT",
        "amcz, , Academisch Medisch Centrum Zuidland in Almere, INFIX",
        // beginnings, accents, legal forms
        "zonneblo, , Thuiszorg Zonnebloesem in 's-Gravenhage, PREFIX",
        "cafe zoe, , Coöperatie Zuster Café Zoë U.A. in Tiel, EXACT",
        "verpleeghuizen waterland bv, , Stichting Verpleeghuizen Waterland in Edam, EXACT",
        "stichting quispel, , Tandartspraktijk Quispel B.V. in Goes, EXACT",
        "maas en waal, , Zorggroep Maas en Waal in Druten, EXACT",
        // towns
        "linde groningen, , Ziekenhuis De Linde in Groningen, EXACT",
        "bakker ziekenhuis, den bosch, Jeroen Bakker Ziekenhuis in 's-Hertogenbosch, EXACT",
        "zonnebloesem, den haag, Thuiszorg Zonnebloesem in 's-Gravenhage, EXACT",
        "zonnebloesem, gravenhage, Thuiszorg Zonnebloesem in 's-Gravenhage, EXACT",
        "kvk of GGZ Noorderlicht in Assen, , GGZ Noorderlicht in Assen, EXACT"
    })
    void whoIsMeantComesFirst(String text, @Nullable String city, String expected, MatchKind kind) {
        List<SearchHit> hits = INDEX.search(SearchQuery.of(text, 5).with(new SearchFilter(city, null, null, null)), NOW)
                .hits();
        assertThat(hits).as(text).isNotEmpty();
        assertThat(hits.getFirst().organisation()).isEqualTo(expected);
        assertThat(hits.getFirst().matched()).contains(kind);
    }
}
