// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Registrations, each in the folder of its node. */
final class Registrations {

    private static final String NAME = "registration";

    private final Function<CustomerId, Path> folders;

    Registrations(Function<CustomerId, Path> folders) {
        this.folders = folders;
    }

    /** Keeps a registration; replaces an older one. */
    void put(CustomerId id, Registration registration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", registration.name()).put("kvk", registration.kvk()).put("vendor", registration.vendor());
        new RecordFiles(folders.apply(id)).write(NAME, json);
    }

    /** The registration of a customer. */
    Optional<Registration> find(CustomerId id) {
        Path folder = folders.apply(id);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return new RecordFiles(folder)
                .read(NAME)
                .map(json -> new Registration(
                        json.path("name").asText(),
                        json.path("kvk").asText(),
                        json.path("vendor").asText()));
    }
}
