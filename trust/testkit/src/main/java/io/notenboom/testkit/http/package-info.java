// SPDX-License-Identifier: Apache-2.0
/** HTTP/1.1 byte by byte, for tests of what passes through a gateway: nothing is normalised, decoded or repaired. */
@NullMarked
package io.notenboom.testkit.http;

import org.jspecify.annotations.NullMarked;
