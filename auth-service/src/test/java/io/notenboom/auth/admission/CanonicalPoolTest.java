// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.jsonld.LinkedData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanonicalPoolTest {

    private final CanonicalPool pool = new CanonicalPool(1);

    @AfterEach
    void end() {
        pool.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void computesOnAThreadOfItsOwn() throws JsonLdException {
        byte[] name = pool.run(() -> bytes(Thread.currentThread().getName()));
        assertThat(new String(name, StandardCharsets.UTF_8)).startsWith("canonical-");
    }

    @Test
    void tellsWhyADocumentIsRefused() {
        LinkedData linkedData = new LinkedData(pool);
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(() -> linkedData.canonical(StrictJson.parseObject(
                        "{\"@context\":\"https://www.w3.org/2018/credentials/v1\",\"undefined\":1}", 100)))
                .extracting(JsonLdException::reason)
                .isEqualTo(JsonLdException.Reason.UNDEFINED_TERM);
        assertThatThrownBy(() -> pool.run(() -> {
                    throw new IllegalArgumentException("broken");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("broken");
    }

    @Test
    void whoFindsTheLineFullComputesByItself() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Future<byte[]>> waiting = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 257; caller++) {
                waiting.add(callers.submit(() -> pool.run(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return bytes("late");
                })));
            }
            while (pool.waiting() < 256) {
                Thread.onSpinWait();
            }
            String here = Thread.currentThread().getName();
            byte[] name = pool.run(() -> bytes(Thread.currentThread().getName()));
            assertThat(new String(name, StandardCharsets.UTF_8)).isEqualTo(here);
            release.countDown();
            for (Future<byte[]> late : waiting) {
                assertThat(late.get()).isEqualTo(bytes("late"));
            }
        }
    }
}
