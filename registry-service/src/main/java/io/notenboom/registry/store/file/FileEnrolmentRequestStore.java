// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentRequest;
import io.notenboom.registry.enrolment.EnrolmentRequestStore;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file for each request, named by its id. */
final class FileEnrolmentRequestStore implements EnrolmentRequestStore {

    private final JsonFolder folder;

    FileEnrolmentRequestStore(JsonFolder folder) {
        this.folder = folder;
    }

    @Override
    public void save(EnrolmentRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", request.id())
                .put("kind", request.kind().wireName())
                .put("name", request.name())
                .put("kvk", request.kvk())
                .put("csr", request.csr())
                .put("fingerprint", request.fingerprint())
                .put("status", request.status().wireName())
                .put("received", request.received())
                .put("certificate", request.certificate())
                .put("reason", request.reason())
                .put("revoked", request.revoked());
        addAll(json.putArray("tokenHashes"), request.tokenHashes());
        addAll(json.putArray("chain"), request.chain());
        folder.write(request.id(), json);
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    @Override
    public Optional<EnrolmentRequest> find(String id) {
        return folder.read(id).map(FileEnrolmentRequestStore::read);
    }

    @Override
    public List<EnrolmentRequest> all() {
        return folder.all().stream()
                .map(FileEnrolmentRequestStore::read)
                .sorted(Comparator.comparing(EnrolmentRequest::received).thenComparing(EnrolmentRequest::id))
                .toList();
    }

    private static EnrolmentRequest read(ObjectNode json) {
        return new EnrolmentRequest(
                json.path("id").asText(),
                EnrolmentKind.ofWireName(json.path("kind").asText()).orElseThrow(),
                json.path("name").asText(),
                json.path("kvk").asText(),
                json.path("csr").asText(),
                json.path("fingerprint").asText(),
                texts(json, "tokenHashes"),
                EnrolmentStatus.ofWireName(json.path("status").asText()).orElseThrow(),
                optional(json, "certificate"),
                texts(json, "chain"),
                optional(json, "reason"),
                json.path("received").asText(),
                optional(json, "revoked"));
    }

    static List<String> texts(ObjectNode json, String name) {
        List<String> texts = new ArrayList<>();
        json.path(name).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    static @Nullable String optional(ObjectNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }
}
