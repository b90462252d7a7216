// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.bus.EventBus.Subscription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventBus} promises. */
abstract class EventBusContract {

    private String topic = "";

    abstract EventBus bus();

    @BeforeEach
    void chooseTopic() {
        topic = "test." + UUID.randomUUID();
    }

    private void publish(String... numbers) {
        for (String number : numbers) {
            bus().publish(topic, Map.of("number", number));
        }
    }

    static String take(BlockingQueue<String> received) throws InterruptedException {
        String number = received.poll(10, TimeUnit.SECONDS);
        assertThat(number).as("an event within 10 s").isNotNull();
        return String.valueOf(number);
    }

    static List<String> take(BlockingQueue<String> received, int count) throws InterruptedException {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(take(received));
        }
        return numbers;
    }

    @Test
    void deliversToAGroupFromTheOldestInOrder() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        publish("1", "2");
        try (Subscription group = bus().subscribe(topic, "g", event -> received.add(event.field("number")))) {
            publish("3");
            assertThat(take(received, 3)).containsExactly("1", "2", "3");
        }
    }

    @Test
    void deliversToEachGroupAndToOneMemberOfIt() throws Exception {
        BlockingQueue<String> shared = new LinkedBlockingQueue<>();
        BlockingQueue<String> other = new LinkedBlockingQueue<>();
        try (Subscription one = bus().subscribe(topic, "shared", event -> shared.add(event.field("number")));
                Subscription two = bus().subscribe(topic, "shared", event -> shared.add(event.field("number")));
                Subscription three = bus().subscribe(topic, "other", event -> other.add(event.field("number")))) {
            publish("1", "2", "3", "4");
            assertThat(take(shared, 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
            assertThat(take(other, 4)).containsExactly("1", "2", "3", "4");
            publish("5");
            assertThat(take(shared)).as("nothing twice").isEqualTo("5");
        }
    }

    @Test
    void goesOnWhereTheGroupWas() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Subscription first = bus().subscribe(topic, "g", event -> received.add(event.field("number")))) {
            publish("1");
            assertThat(take(received)).isEqualTo("1");
        }
        publish("2");
        try (Subscription second = bus().subscribe(topic, "g", event -> received.add(event.field("number")))) {
            assertThat(take(received)).isEqualTo("2");
        }
    }

    @Test
    void triesAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Subscription group = bus().subscribe(topic, "g", event -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            received.add(event.field("number"));
        })) {
            publish("1");
            assertThat(take(received)).isEqualTo("1");
            assertThat(tries).hasValue(3);
        }
    }

    @Test
    void putsAsideWhatNobodyCanHandle() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        BlockingQueue<String> dead = new LinkedBlockingQueue<>();
        try (Subscription group = bus().subscribe(topic, "g", event -> {
                    if (event.field("number").equals("poison")) {
                        tries.incrementAndGet();
                        throw new IllegalStateException("never");
                    }
                    received.add(event.field("number"));
                });
                Subscription aside = bus().subscribe(topic + ":dead", "g", event -> dead.add(event.field("number")))) {
            publish("poison", "2");
            assertThat(take(received)).isEqualTo("2");
            assertThat(take(dead)).isEqualTo("poison");
            assertThat(tries).hasValue(5);
        }
    }

    @Test
    void goesOnAfterAnErrorOfAHandler() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Subscription group = bus().subscribe(topic, "g", event -> failOnce(event.field("number"), received));
                Subscription listener =
                        bus().listen(topic, event -> failOnce(event.field("number"), heard), () -> {})) {
            publish("error", "2");
            assertThat(take(received)).isEqualTo("2");
            assertThat(take(heard)).isEqualTo("2");
        }
    }

    private static void failOnce(String number, BlockingQueue<String> received) {
        if (number.equals("error")) {
            throw new NoClassDefFoundError("no exception, and not the end");
        }
        received.add(number);
    }

    @Test
    void listenersGetEverythingFromNowOn() throws Exception {
        BlockingQueue<String> one = new LinkedBlockingQueue<>();
        BlockingQueue<String> two = new LinkedBlockingQueue<>();
        publish("before");
        try (Subscription first = bus().listen(topic, event -> one.add(event.field("number")), () -> {});
                Subscription second = bus().listen(
                                topic,
                                event -> {
                                    two.add(event.field("number"));
                                    throw new IllegalStateException("does not matter to the others");
                                },
                                () -> {})) {
            publish("1", "2");
            assertThat(take(one, 2)).containsExactly("1", "2");
            assertThat(take(two, 2)).containsExactly("1", "2");
        }
    }

    @Test
    void missesNothingThatIsPublishedRightAfterListen() throws Exception {
        for (int round = 0; round < 20; round++) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            try (Subscription listener = bus().listen(topic, event -> received.add(event.field("number")), () -> {})) {
                publish("round-" + round);
                assertThat(take(received)).isEqualTo("round-" + round);
            }
        }
    }

    @Test
    void nothingAfterClose() throws Exception {
        Set<String> closed = new HashSet<>();
        bus().listen(topic, event -> closed.add(event.field("number")), () -> {})
                .close();
        BlockingQueue<String> open = new LinkedBlockingQueue<>();
        try (Subscription listener = bus().listen(topic, event -> open.add(event.field("number")), () -> {})) {
            publish("1");
            assertThat(take(open)).isEqualTo("1");
            assertThat(closed).isEmpty();
        }
    }
}
