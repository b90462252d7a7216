// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTimeTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

/** One run of RDFC-1.0 within a time: takes statements, gives them in canonical order with canonical blank node names. */
final class Canonicalization {

    private final RdfCanon canon;

    /**
     * Begins; the time runs from now on.
     *
     * @param hash name of a message digest
     */
    Canonicalization(Duration maxTime, String hash) {
        this.canon = RdfCanon.create(hash, new RdfCanonTimeTicker(maxTime.toMillis()));
    }

    /** Takes the statements. */
    RdfQuadConsumer statements() {
        return canon;
    }

    /** The statements, sorted, a line each. */
    String nquads() throws JsonLdException {
        StringWriter text = new StringWriter();
        try {
            canon.provide(new NQuadsWriter(text));
        } catch (RdfConsumerException | IllegalStateException tooLong) {
            throw new JsonLdException(Reason.TOO_COMPLEX, tooLong);
        }
        return text.toString();
    }

    /** The canonical name of each blank node, after {@link #nquads()}. */
    Map<String, String> names() {
        return Map.copyOf(canon.mapping());
    }
}
