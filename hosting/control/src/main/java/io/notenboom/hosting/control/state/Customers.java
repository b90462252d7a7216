// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.state;

import io.notenboom.trust.customer.CustomerId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * All customers, in memory and on disk: what a method answers is on disk. A customer that was destroyed stays, so that its id is
 * never given to another. Safe for many threads; one process at a time.
 */
public final class Customers {

    private final RecordFiles files;
    private final SortedMap<String, CustomerRecord> records = new TreeMap<>();

    /** Reads all. */
    public Customers(RecordFiles files) {
        this.files = files;
        files.readAll().stream()
                .map(CustomerJson::read)
                .forEach(record -> records.put(record.id().value(), record));
    }

    /** Adds a customer, if none has or had its id. */
    public synchronized boolean add(CustomerRecord record) {
        if (records.containsKey(record.id().value())) {
            return false;
        }
        put(record);
        return true;
    }

    /**
     * Changes a customer; the change sees nobody else's in between.
     *
     * @return what it is now; empty if there is no such customer
     */
    public synchronized Optional<CustomerRecord> change(CustomerId id, UnaryOperator<CustomerRecord> change) {
        CustomerRecord known = records.get(id.value());
        if (known == null) {
            return Optional.empty();
        }
        CustomerRecord next = change.apply(known);
        if (!next.equals(known)) {
            put(next);
        }
        return Optional.of(next);
    }

    private void put(CustomerRecord record) {
        files.write(record.id().value(), CustomerJson.write(record));
        records.put(record.id().value(), record);
    }

    /** A customer. */
    public synchronized Optional<CustomerRecord> find(CustomerId id) {
        return Optional.ofNullable(records.get(id.value()));
    }

    /** All customers by id. */
    public synchronized List<CustomerRecord> all() {
        return List.copyOf(records.values());
    }
}
