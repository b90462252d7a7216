// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import java.util.regex.Pattern;

/**
 * What belongs to one customer in a Vault, by name. Every name ends where another part of the path or name follows, so that no
 * customer's name is the beginning of another's.
 *
 * @param customer {@code [a-z][a-z0-9]{5}}
 */
public record CustomerNames(String customer) {

    private static final Pattern CUSTOMER = Pattern.compile("[a-z][a-z0-9]{5}");

    /** @throws IllegalArgumentException if the customer id has another form */
    public CustomerNames {
        if (!CUSTOMER.matcher(customer).matches()) {
            throw new IllegalArgumentException("a customer id is a letter and five letters or digits");
        }
    }

    /** Mount of the Transit engine with the keys. */
    public String keysMount() {
        return "transit-" + customer;
    }

    /** Mount of the key-value engine (version 2) with the purposes of keys and the claims on them. */
    public String recordsMount() {
        return "notenboom-" + customer;
    }

    /** Policy and role of the customer's node: it signs and takes keys into use. */
    public String node() {
        return "notenboom-" + customer + "-node";
    }

    /** Policy and role of who creates, imports and destroys the customer's keys; cannot sign. */
    public String custodian() {
        return "notenboom-" + customer + "-custodian";
    }
}
