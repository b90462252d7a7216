// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.api.CustomerView;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.kit.live.LiveStreams;
import io.notenboom.kit.live.RecentEvents;
import jakarta.inject.Singleton;

/** Tells those who watch that a customer changed. */
@Singleton
class ChangeFeed {

    private final RecentEvents events;
    private final LiveStreams streams;

    ChangeFeed(RecentEvents events, LiveStreams streams) {
        this.events = events;
        this.streams = streams;
    }

    void changed(CustomerRecord customer) {
        events.add("customer.changed", CustomerView.brief(customer).toString());
        streams.changed();
    }
}
