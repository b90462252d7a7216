// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/**
 * One thing that is wrong with a customer's specification.
 *
 * @param field where, with a dot between names, such as {@code backup.target}; empty for the whole
 * @param message what to do about it
 */
public record SpecProblem(String field, String message) {

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
