// SPDX-License-Identifier: Apache-2.0
/** What resource servers publish, over HTTP. */
@NullMarked
package io.notenboom.auth.store.resourceserver;

import org.jspecify.annotations.NullMarked;
