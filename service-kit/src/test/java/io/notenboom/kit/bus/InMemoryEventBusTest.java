// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.kit.fake.InMemoryEventBus;
import org.junit.jupiter.api.AfterEach;

class InMemoryEventBusTest extends EventBusContract {

    private final InMemoryEventBus bus = new InMemoryEventBus();

    @Override
    EventBus bus() {
        return bus;
    }

    @AfterEach
    void close() {
        bus.close();
    }
}
