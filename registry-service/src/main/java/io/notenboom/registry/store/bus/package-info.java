// SPDX-License-Identifier: Apache-2.0
<<<<<<<< HEAD:aaa-proxy/src/main/java/io/notenboom/proxy/app/package-info.java
/** Configuration and start of the process. */
@NullMarked
package io.notenboom.proxy.app;
========
/** The node's bus. */
@NullMarked
package io.notenboom.registry.store.bus;
>>>>>>>> 2ffa3a2 (wip2):registry-service/src/main/java/io/notenboom/registry/store/bus/package-info.java

import org.jspecify.annotations.NullMarked;
