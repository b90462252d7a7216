// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model.address;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A TCP port, 1 to 65535. */
public record Port(int number) {

    private static final int HIGHEST = 65_535;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Port {
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException("give a port from 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
