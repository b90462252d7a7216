// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.state;

import java.util.regex.Pattern;

/**
 * Who the customer is to the registry network. It is given to the customer's node alone, kept in its folder, and destroyed with
 * it; the control plane has it in no record, log or answer.
 *
 * @param name name as the Foundation has to see it
 * @param kvk number at the Chamber of Commerce, eight digits
 * @param vendor OID of the vendor, {@code urn:oid:…}
 */
public record Registration(String name, String kvk, String vendor) {

    private static final Pattern KVK = Pattern.compile("[0-9]{8}");
    private static final Pattern OID = Pattern.compile("urn:oid:[0-9.:]{3,128}");
    private static final int LONGEST_NAME = 64;

    /** @throws IllegalArgumentException if a field has another form */
    public Registration {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("give name as 1 to 64 characters");
        }
        if (!KVK.matcher(kvk).matches()) {
            throw new IllegalArgumentException("give kvk as eight digits");
        }
        if (!OID.matcher(vendor).matches()) {
            throw new IllegalArgumentException("give vendor as urn:oid:…");
        }
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Registration[…]";
    }
}
