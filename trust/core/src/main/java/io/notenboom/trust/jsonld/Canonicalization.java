// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTimeTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of RDFC-1.0 within limits: takes statements, gives them in canonical order with canonical blank node names. */
public final class Canonicalization implements RdfQuadConsumer {

    private final RdfCanon canon;
    private final LinkedDataLimits limits;
    private int statements;

    /** With SHA-256. */
    public Canonicalization(LinkedDataLimits limits) {
        this(limits, "SHA-256");
    }

    /**
     * With another hash.
     *
     * @param hash name of a message digest
     */
    public Canonicalization(LinkedDataLimits limits, String hash) {
        this.limits = limits;
        this.canon =
                RdfCanon.create(hash, new RdfCanonTimeTicker(limits.maxTime().toMillis()));
    }

    @Override
    @CanIgnoreReturnValue
    public RdfQuadConsumer quad(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language,
            @Nullable String direction,
            @Nullable String graph)
            throws RdfConsumerException {
        // one more than allowed is kept: it tells nquads() that there were too many, whatever the source does
        if (statements <= limits.maxStatements()) {
            statements++;
            canon.quad(subject, predicate, object, datatype, language, direction, graph);
        }
        return this;
    }

    /** The statements, sorted, a line each. */
    public String nquads() throws JsonLdException {
        if (statements > limits.maxStatements()) {
            throw new JsonLdException(Reason.TOO_COMPLEX);
        }
        StringWriter text = new StringWriter();
        try {
            canon.provide(new NQuadsWriter(text));
        } catch (RdfConsumerException | IllegalStateException tooLong) {
            throw new JsonLdException(Reason.TOO_COMPLEX, tooLong);
        }
        return text.toString();
    }

    /** The canonical name of each blank node, after {@link #nquads()}. */
    public Map<String, String> names() {
        return Map.copyOf(canon.mapping());
    }
}
