// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.peer.http;

import org.jspecify.annotations.NullMarked;
