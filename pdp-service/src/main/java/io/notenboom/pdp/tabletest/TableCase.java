// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.tabletest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A line of the table.
 *
 * @param name of the case
 * @param trial the question
 * @param expected what shall come out
 */
public record TableCase(String name, ObjectNode trial, Expected expected) {

    /**
     * What shall come out; what is empty is not looked at.
     *
     * @param effect {@code permit} or {@code deny}
     * @param reason code of the reason
     * @param failed name of the first check that fails
     * @param flow id of the flow that carries it or comes furthest
     */
    public record Expected(String effect, Optional<String> reason, Optional<String> failed, Optional<String> flow) {}
}
