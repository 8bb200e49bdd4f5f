package dev.gitlabmcp.deployment;

import dev.gitlabmcp.testkit.RawHttp;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http2.hpack.HPackDecoder;

/**
 * One HTTP/2 connection on which one request after the other is made by hand. Unlike the JDK's client it goes on with a
 * stream after the server has announced that the connection ends, and reads an answer that comes before its request's body
 * is sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
final class RawHttp2 implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;
    private static final int INITIAL_WINDOW = 65_535;
    private static final int LARGEST_FRAME = 16_384;

    private final Socket socket;
    private final String authority;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final HPackDecoder decoder = new HPackDecoder(4096, StandardCharsets.ISO_8859_1);
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final List<String> head = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int stream = -1;
    private int status;
    private boolean ended;
    private boolean goingAway;
    private long peersInitialWindow = INITIAL_WINDOW;
    private long connectionWindow = INITIAL_WINDOW;
    private long streamWindow;

    /** Speaks over a connected socket on which HTTP/2 was agreed, and closes it. */
    RawHttp2(Socket socket, String authority) throws IOException {
        this.socket = socket;
        this.authority = authority;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** Sends a request; headers are pairs of lower-case name and value. Stops sending the body where the answer begins. */
    RawHttp2 send(String method, String path, byte[] body, String... headers) throws IOException {
        stream += 2;
        status = 0;
        ended = false;
        head.clear();
        data.reset();
        streamWindow = peersInitialWindow;
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, ":method", method);
        field(fields, ":scheme", "https");
        field(fields, ":authority", authority);
        field(fields, ":path", path);
        for (int i = 0; i < headers.length; i += 2) {
            field(fields, headers[i], headers[i + 1]);
        }
        frame(HEADERS, END_HEADERS | (body.length == 0 ? END_STREAM : 0), stream, fields.toByteArray());
        for (int sent = 0; sent < body.length && status == 0 && !ended; ) {
            int size = (int)
                    Math.min(Math.min(LARGEST_FRAME, body.length - sent), Math.min(connectionWindow, streamWindow));
            if (size <= 0 || in.available() > 0) {
                read();
            } else {
                boolean last = sent + size == body.length;
                frame(DATA, last ? END_STREAM : 0, stream, Arrays.copyOfRange(body, sent, sent + size));
                sent += size;
                connectionWindow -= size;
                streamWindow -= size;
            }
        }
        return this;
    }

    /** A literal that is not remembered, without Huffman's code; all lengths are below 127. */
    private static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        for (String text : List.of(name, value)) {
            fields.write(text.length());
            fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Reads an answer whole. */
    RawHttp.Answer answer() throws IOException {
        while (!ended) {
            read();
        }
        return new RawHttp.Answer(status, List.copyOf(head), data.toString(StandardCharsets.UTF_8));
    }

    /** Reads on until there is a whole line of the body, without its end. */
    String line() throws IOException {
        while (true) {
            String all = data.toString(StandardCharsets.UTF_8);
            int end = all.indexOf('\n');
            if (end >= 0) {
                data.reset();
                data.writeBytes(all.substring(end + 1).getBytes(StandardCharsets.UTF_8));
                return all.substring(0, end);
            }
            if (ended) {
                throw new EOFException("The stream has ended");
            }
            read();
        }
    }

    /** Whether the server has announced that it will take no more requests on this connection. */
    boolean isGoingAway() {
        return goingAway;
    }

    private void frame(int type, int flags, int id, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(id).put(payload);
        out.write(frame.array());
        out.flush();
    }

    private void read() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int id = in.readInt() & Integer.MAX_VALUE;
        ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(lengthAndType >>> 8));
        int type = lengthAndType & 0xff;
        boolean own = id == stream;
        switch (type) {
            case DATA -> data(flags, own, payload);
            case HEADERS, CONTINUATION -> headers(type, flags, payload);
            case RST_STREAM -> ended |= own;
            case SETTINGS -> settings(flags, payload);
            case PING -> {
                if ((flags & ACK) == 0) {
                    frame(PING, ACK, 0, payload.array());
                }
            }
            case GOAWAY -> goingAway = true;
            case WINDOW_UPDATE -> {
                int more = payload.getInt();
                connectionWindow += id == 0 ? more : 0;
                streamWindow += own ? more : 0;
            }
            default -> {}
        }
        ended |= own && (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    private void data(int flags, boolean own, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        if (length > 0) {
            frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(length).array());
            frame(
                    WINDOW_UPDATE,
                    0,
                    stream,
                    ByteBuffer.allocate(4).putInt(length).array());
        }
        unpad(flags, payload);
        if (own) {
            data.write(payload.array(), payload.position(), payload.remaining());
        }
    }

    private static void unpad(int flags, ByteBuffer payload) {
        if ((flags & PADDED) != 0) {
            int padding = payload.get() & 0xff;
            payload.limit(payload.limit() - padding);
        }
    }

    private void headers(int type, int flags, ByteBuffer payload) throws IOException {
        if (type == HEADERS) {
            unpad(flags, payload);
            payload.position(payload.position() + ((flags & PRIORITY) != 0 ? 5 : 0));
            block.reset();
        }
        block.write(payload.array(), payload.position(), payload.remaining());
        if ((flags & END_HEADERS) != 0) {
            try {
                for (Header header : decoder.decodeHeaders(ByteBuffer.wrap(block.toByteArray()))) {
                    if (header.getName().equals(":status")) {
                        status = Integer.parseInt(header.getValue());
                    } else {
                        head.add(header.getName() + ": " + header.getValue());
                    }
                }
            } catch (HttpException e) {
                throw new IOException(e);
            }
        }
    }

    private void settings(int flags, ByteBuffer payload) throws IOException {
        if ((flags & ACK) == 0) {
            while (payload.hasRemaining()) {
                int setting = payload.getShort();
                long value = payload.getInt() & 0xffff_ffffL;
                if (setting == 4) {
                    streamWindow += value - peersInitialWindow;
                    peersInitialWindow = value;
                }
            }
            frame(SETTINGS, ACK, 0, new byte[0]);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
