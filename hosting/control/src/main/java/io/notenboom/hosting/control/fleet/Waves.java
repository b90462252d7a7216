// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import io.notenboom.trust.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;

/** Divides customers into waves: one first, then a few in a hundred, then all others. */
public final class Waves {

    private Waves() {}

    /**
     * The waves, none of them empty.
     *
     * @param customers all, in the order in which their turn comes
     * @param percent size of the second wave, of all customers; at least one
     */
    public static List<List<CustomerId>> of(List<CustomerId> customers, int percent) {
        List<List<CustomerId>> waves = new ArrayList<>();
        int begin = 0;
        int second = Math.max(1, (customers.size() * percent + 99) / 100);
        for (int size : new int[] {1, second, customers.size()}) {
            int end = Math.min(customers.size(), begin + size);
            if (end > begin) {
                waves.add(List.copyOf(customers.subList(begin, end)));
            }
            begin = end;
        }
        return List.copyOf(waves);
    }
}
