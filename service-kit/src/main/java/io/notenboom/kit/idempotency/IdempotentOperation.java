// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The operation that the current request with an {@code Idempotency-Key} carries out. */
@RequestScoped
public class IdempotentOperation {

    private String id = "";

    void begin(String operation) {
        id = operation;
    }

    /**
     * An id of 26 characters {@code [0-9a-z]} that is the same each time that this request is tried with this key, and of no
     * other request; empty if the caller sent no key.
     */
    public Optional<String> id() {
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
