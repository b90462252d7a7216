// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.key.KeyId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which keys of customers were destroyed, noted before they are. */
final class DestroyedKeys {

    private final RecordFiles files;

    /** @param data folder of the control plane */
    DestroyedKeys(Path data) {
        this.files = new RecordFiles(data.resolve("destroyed-keys"));
    }

    /** Notes keys that are about to be destroyed; a second try adds to the list and takes nothing from it. */
    void note(CustomerId customer, List<KeyId> keys) {
        List<String> ids = new ArrayList<>(of(customer));
        keys.stream().map(KeyId::value).filter(key -> !ids.contains(key)).forEach(ids::add);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ids.forEach(json.putArray("keys")::add);
        files.write(customer.value(), json);
    }

    /** Whether anything was noted. */
    boolean knows(CustomerId customer) {
        return files.read(customer.value()).isPresent();
    }

    /** Their ids; empty before. */
    List<String> of(CustomerId customer) {
        List<String> ids = new ArrayList<>();
        Optional<ObjectNode> record = files.read(customer.value());
        record.ifPresent(json -> {
            for (JsonNode key : json.path("keys")) {
                ids.add(key.asText());
            }
        });
        return ids;
    }
}
