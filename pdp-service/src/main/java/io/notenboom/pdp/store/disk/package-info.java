// SPDX-License-Identifier: Apache-2.0
/** What this service keeps on its own disk besides its logs. */
@NullMarked
package io.notenboom.pdp.store.disk;

import org.jspecify.annotations.NullMarked;
