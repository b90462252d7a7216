// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form in which JSON and linked data say the same. Readers look members up by name, a signature covers statements: who
 * could write {@code expirationDate} as an IRI, or the whole credential as a second node, would hide it from readers without
 * breaking the signature. So every member is a plain term, contexts are URLs of known contexts at the top of a document or of
 * a credential within a presentation, and no other node has the id of the document.
 */
final class DocumentForm {

    private static final String CONTEXT = "@context";
    private static final Set<String> WITH_CONTEXT = Set.of("verifiableCredential", "proof");

    private final PinnedContexts contexts;
    private final boolean inlineContexts;

    DocumentForm(PinnedContexts contexts, boolean inlineContexts) {
        this.contexts = contexts;
        this.inlineContexts = inlineContexts;
    }

    void check(ObjectNode document) throws JsonLdException {
        JsonNode id = document.get("id");
        checkObject(document, true, id == null || !id.isTextual() ? "" : id.textValue(), true);
    }

    private void checkObject(ObjectNode object, boolean contextAllowed, String rootId, boolean isRoot)
            throws JsonLdException {
        if (!isRoot && !rootId.isEmpty() && rootId.equals(object.path("id").textValue())) {
            throw new JsonLdException(Reason.SECOND_NODE);
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (name.equals(CONTEXT)) {
                checkContext(member.getValue(), contextAllowed);
            } else if (isTerm(name)) {
                checkValue(member.getValue(), WITH_CONTEXT.contains(name), rootId);
            } else {
                throw new JsonLdException(Reason.NOT_A_TERM);
            }
        }
    }

    private void checkValue(JsonNode value, boolean contextAllowed, String rootId) throws JsonLdException {
        if (value instanceof ObjectNode object) {
            checkObject(object, contextAllowed, rootId, false);
        } else if (value instanceof ArrayNode array) {
            for (JsonNode element : array) {
                checkValue(element, contextAllowed, rootId);
            }
        }
    }

    private void checkContext(JsonNode context, boolean allowed) throws JsonLdException {
        if (!allowed) {
            throw new JsonLdException(Reason.INLINE_CONTEXT);
        }
        for (JsonNode entry : context.isArray() ? context : List.of(context)) {
            if (entry.isObject() && inlineContexts) {
                continue;
            }
            if (!entry.isTextual()) {
                throw new JsonLdException(Reason.INLINE_CONTEXT);
            }
            if (!contexts.knows(entry.textValue())) {
                throw new JsonLdException(Reason.UNKNOWN_CONTEXT);
            }
        }
    }

    private static boolean isTerm(String name) {
        return !name.isEmpty() && !name.startsWith("@") && name.indexOf(':') < 0;
    }
}
