// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.contract.IssuedContract;
import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.trust.key.KeyId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One file for each contract, named by its id. */
final class FileIssuedContractStore implements IssuedContractStore {

    private final JsonFolder folder;

    FileIssuedContractStore(JsonFolder folder) {
        this.folder = folder;
    }

    @Override
    public void save(IssuedContract contract) {
        ContractWish wish = contract.wish();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("contractId", contract.contractId().toString())
                .put("key", contract.key().value())
                .put("certificate", contract.certificate());
        json.putObject("wish")
                .put("careOrganisation", wish.careOrganisation())
                .put("name", wish.name())
                .put("unit", wish.unit())
                .put("city", wish.city())
                .put("province", wish.province())
                .put("country", wish.country())
                .put("kvk", wish.kvk())
                .put("start", text(wish.start()))
                .put("end", text(wish.end()));
        if (contract.isSuccessor()) {
            json.put("series", contract.series().toString());
        }
        if (contract.lost() != null) {
            json.put("lost", contract.lost().toString());
        }
        folder.write(contract.contractId().toString(), json);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    @Override
    public Optional<IssuedContract> find(UUID contractId) {
        return folder.read(contractId.toString()).map(FileIssuedContractStore::read);
    }

    @Override
    public void forEach(Consumer<IssuedContract> consumer) {
        folder.forEach(json -> consumer.accept(read(json)));
    }

    private static IssuedContract read(ObjectNode json) {
        ObjectNode wish = json.withObject("wish");
        String contractId = json.path("contractId").asText();
        return new IssuedContract(
                UUID.fromString(contractId),
                new KeyId(json.path("key").asText()),
                new ContractWish(
                        wish.path("careOrganisation").asText(),
                        wish.path("name").asText(),
                        FileEnrolmentRequestStore.optional(wish, "unit"),
                        FileEnrolmentRequestStore.optional(wish, "city"),
                        wish.path("province").asText(),
                        wish.path("country").asText(),
                        wish.path("kvk").asText(),
                        time(wish, "start"),
                        time(wish, "end")),
                json.path("certificate").asText(),
                UUID.fromString(json.path("series").asText(contractId)),
                time(json, "lost"));
    }

    private static @Nullable Instant time(ObjectNode json, String name) {
        String text = FileEnrolmentRequestStore.optional(json, name);
        return text == null ? null : Instant.parse(text);
    }
}
