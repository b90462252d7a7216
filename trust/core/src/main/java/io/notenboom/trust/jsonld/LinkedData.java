// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Canonical form of JSON-LD documents (W3C JSON-LD 1.1, RDFC-1.0 with SHA-256), for documents in which all that a reader of
 * the JSON can see is also said as linked data: members and types that no context defines are refused. Nodes whose id is a
 * relative reference say nothing, as there is no base; Nuts nodes give such ids to self-attested credentials. Safe for many
 * threads.
 */
@CheckReturnValue
public final class LinkedData {

    private static final String HASH = "SHA-256";

    private final PinnedContexts contexts;
    private final LinkedDataLimits limits;
    private final DocumentForm form;
    private final CanonicalWork work;

    /** Documents of strangers: shipped contexts by URL only, default limits. */
    public LinkedData() {
        this(PinnedContexts.shipped(), LinkedDataLimits.DEFAULT, false);
    }

    /** The same, computed there. */
    public LinkedData(CanonicalWork work) {
        this(PinnedContexts.shipped(), LinkedDataLimits.DEFAULT, false, work);
    }

    /**
     * Documents under other rules.
     *
     * @param contexts the contexts that exist
     * @param limits how much work one document may make
     * @param inlineContexts whether a document may define terms of its own; a holder can change such a definition without
     *     breaking a signature, so never for credentials that somebody decides on
     */
    public LinkedData(PinnedContexts contexts, LinkedDataLimits limits, boolean inlineContexts) {
        this(contexts, limits, inlineContexts, CanonicalWork.BY_CALLER);
    }

    private LinkedData(PinnedContexts contexts, LinkedDataLimits limits, boolean inlineContexts, CanonicalWork work) {
        this.work = work;
        this.contexts = contexts;
        this.limits = limits;
        this.form = new DocumentForm(contexts, inlineContexts);
    }

    /**
     * The document as canonical N-Quads, UTF-8.
     *
     * @param document not changed; without a proof, if that is to be signed
     */
    public byte[] canonical(ObjectNode document) throws JsonLdException {
        form.check(document);
        return work.run(() -> canonicalOf(JsonTrees.toJakarta(document)));
    }

    /**
     * The same of the options of a proof, which are a node of their own: their type is also given as keyword, so that the
     * context of that type holds.
     *
     * @param options members of the proof without its value, and without context
     * @param context URL of the context that defines them
     */
    public byte[] canonicalOptions(ObjectNode options, String context) throws JsonLdException {
        form.check(options);
        ObjectNode typed = options.deepCopy().put("@context", context);
        typed.set("@type", typed.path("type"));
        return work.run(() -> canonicalOf(JsonTrees.toJakarta(typed)));
    }

    private byte[] canonicalOf(JsonObject document) throws JsonLdException {
        try {
            JsonArray expanded =
                    JsonLd.expand(JsonDocument.of(document)).options(options()).get();
            requireDefinedTypes(expanded);
            if (values(expanded) > limits.maxStatements()) {
                throw new JsonLdException(Reason.TOO_COMPLEX);
            }
            Canonicalization canonical = new Canonicalization(limits, HASH);
            JsonLd.toRdf(JsonDocument.of(expanded)).options(options()).provide(canonical.statements());
            return canonical.nquads().getBytes(StandardCharsets.UTF_8);
        } catch (JsonLdError error) {
            throw new JsonLdException(reason(error), error);
        }
    }

    private JsonLdOptions options() {
        JsonLdOptions options = new JsonLdOptions(contexts.loader());
        options.setUndefinedTermsPolicy(JsonLdOptions.ProcessingPolicy.Fail);
        options.setTimeout(limits.maxTime());
        options.setOrdered(false);
        return options;
    }

    /** Number of values in the expanded form: each makes a statement, those of a list two. */
    private static int values(JsonValue node) {
        return switch (node) {
            case JsonArray array ->
                array.stream().mapToInt(element -> 1 + values(element)).sum();
            case JsonObject object ->
                object.entrySet().stream()
                        .mapToInt(member -> (member.getKey().equals("@list") ? 2 : 1) * values(member.getValue()))
                        .sum();
            default -> 0;
        };
    }

    private static void requireDefinedTypes(JsonValue node) throws JsonLdException {
        if (node instanceof JsonArray array) {
            for (JsonValue element : array) {
                requireDefinedTypes(element);
            }
        } else if (node instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                if (member.getKey().equals("@type")) {
                    requireAbsolute(member.getValue());
                } else if (!isJsonLiteral(object)) {
                    requireDefinedTypes(member.getValue());
                }
            }
        }
    }

    private static boolean isJsonLiteral(JsonObject object) {
        return object.containsKey("@value");
    }

    private static void requireAbsolute(JsonValue types) throws JsonLdException {
        JsonArray all = types instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
        for (JsonValue type : all) {
            if (type instanceof JsonString text && text.getString().indexOf(':') < 0) {
                throw new JsonLdException(Reason.UNDEFINED_TERM);
            }
        }
    }

    private static Reason reason(JsonLdError error) {
        JsonLdErrorCode code = error.getCode();
        return switch (code) {
            case UNDEFINED_TERM -> Reason.UNDEFINED_TERM;
            case LOADING_REMOTE_CONTEXT_FAILED, LOADING_DOCUMENT_FAILED -> Reason.UNKNOWN_CONTEXT;
            case PROCESSING_TIMEOUT_EXCEEDED -> Reason.TOO_COMPLEX;
            default -> Reason.MALFORMED;
        };
    }
}
