// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;
import com.apicatalog.rdf.canon.RdfCanonTimeTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import java.io.StringWriter;
import java.util.Map;

/** One run of RDFC-1.0 within limits: takes statements, gives them in canonical order with canonical blank node names. */
final class Canonicalization {

    private final RdfCanon canon;

    /**
     * Begins; the time runs from now on.
     *
     * @param hash name of a message digest
     */
    Canonicalization(LinkedDataLimits limits, String hash) {
        this.canon = RdfCanon.create(hash, new Steps(limits));
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

    /** Ends a run that takes too many steps, which is the same on every machine, or too long. */
    private static final class Steps implements RdfCanonTicker {

        private final RdfCanonTicker time;
        private int left;

        private Steps(LinkedDataLimits limits) {
            this.time = new RdfCanonTimeTicker(limits.maxTime().toMillis());
            this.left = limits.maxSteps();
        }

        @Override
        public void tick() {
            if (left-- <= 0) {
                throw new IllegalStateException("too many steps");
            }
            time.tick();
        }
    }
}
