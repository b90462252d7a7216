// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.testkit.care.SampleOrganisation;
import io.notenboom.testkit.care.SampleOrganisations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Made-up organisations, always the same, and what people ask who look for one of them. */
final class SampleIndex {

    /** Hits on a page. */
    static final int PAGE = 20;

    private static final long SEED = 20_260_101;
    private static final int BATCH = 1_000;

    private SampleIndex() {}

    /** Fills an index with this many organisations. */
    static void fill(OrganisationIndex index, int organisations, IndexStamp stamp) {
        Iterator<SampleOrganisation> samples =
                new SampleOrganisations(SEED).organisations(organisations).iterator();
        try (OrganisationIndex.Build build = index.build()) {
            List<OrganisationDocument> batch = new ArrayList<>(BATCH);
            while (samples.hasNext()) {
                batch.add(document(samples.next()));
                if (batch.size() == BATCH || !samples.hasNext()) {
                    build.add(batch);
                    batch.clear();
                }
            }
            build.finish(stamp);
        }
    }

    private static OrganisationDocument document(SampleOrganisation sample) {
        String number = sample.oid().substring(sample.oid().lastIndexOf(':') + 1);
        return new OrganisationDocument(
                sample.oid(),
                "urn:oid:1.3.6.1.4.1.54851.4:" + number.substring(6),
                number,
                new OrganisationDocument.Label(sample.name(), sample.name(), sample.city(), sample.province()),
                Set.of(sample.oid(), number, sample.kvk()),
                Period.always(),
                Map.of("urn:oid:1.3.6.1.4.1.54851.2:fhir", Period.always()));
    }

    /** Queries of a kind for organisations in the middle of that many. */
    static List<SearchQuery> queries(QueryKind kind, int organisations, int number) {
        Random random = new Random(SEED + kind.ordinal());
        List<SampleOrganisation> wanted = new SampleOrganisations(SEED)
                .organisations(organisations)
                .skip(Math.max(0, organisations / 2 - number))
                .limit(number)
                .toList();
        return wanted.stream()
                .map(organisation -> kind.query(organisation, random, PAGE))
                .toList();
    }
}
