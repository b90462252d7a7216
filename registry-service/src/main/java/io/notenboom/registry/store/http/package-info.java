// SPDX-License-Identifier: Apache-2.0
/** Other nodes reached over HTTP. */
@NullMarked
package io.notenboom.registry.store.http;

import org.jspecify.annotations.NullMarked;
